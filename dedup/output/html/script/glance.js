// What the overview shows besides its figures, which stand in the page already.

const finishOverview = () => {
  const place = byId("days");
  const drawing = place && storyLanes();
  if (drawing) {
    place.hidden = false;
    place.append(
      data.families.flat().length > MOST_DOTS
        ? h("p", { class: "note" }, "Articles of copied stories by day: ", h("i", { class: "key-first" }), "first, likely or surely, ", h("i", { class: "key-followed" }), "followed, ", h("i", { class: "key-open" }), "who was first is open; hatched: a day without articles. A click opens the stories of that day.")
        : h("p", { class: "note" }, "Each ring stands for the origin of a story, known or only taken for it; lines lead to those who printed it too. A click opens the story."),
      drawing,
      laneTable(),
    );
  }
  byId("save-skipped")?.addEventListener("click", () => save("left-out.csv", "text/csv", csv(data.skipped.map(([id, path, reason]) => ({ id, path, reason })))));
};
