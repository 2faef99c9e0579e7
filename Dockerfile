# dedup in an image: installed and compiled when the image is built, so that nothing is compiled when it runs.
#
#     docker build -t dedup .
#     docker run --rm --read-only -v "$PWD":/news dedup report /news
FROM python:3.13-slim

COPY pyproject.toml README.md LICENSE /src/
COPY dedup /src/dedup
RUN pip install --no-cache-dir "/src[all]"

# For which processors: x86-64-v3 (since 2013 to 2017), x86-64-v2 for older ones too, generic for aarch64.
ARG PROCESSOR=x86-64-v3
RUN NUMBA_CPU_NAME=$PROCESSOR NUMBA_CPU_FEATURES= python -m dedup.kernels

USER nobody
WORKDIR /news
ENTRYPOINT ["dedup"]
