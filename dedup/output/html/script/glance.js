// What the overview shows besides its figures, which stand in the page already.

const finishOverview = () => {
  const place = byId("days");
  const drawing = place && storyLanes();
  if (drawing) {
    place.hidden = false;
    place.append(
      data.families.flat().length > MOST_DOTS
        ? h("p", { class: "note" }, "Articles of families by day: ", h("i", { class: "key-first" }), "first with the story, ", h("i", { class: "key-followed" }), "followed. A click opens the families of that day.")
        : h("p", { class: "note" }, "Each ring is the first to tell a story; lines lead to those who followed. A click opens the family."),
      drawing,
    );
  }
  byId("save-skipped")?.addEventListener("click", () => save("left-out.csv", "text/csv", csv(data.skipped.map(([id, path, reason]) => ({ id, path, reason })))));
};
