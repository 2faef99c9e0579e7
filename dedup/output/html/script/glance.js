// What the overview shows besides its figures, which stand in the page already.

const finishOverview = () => {
  const place = byId("days");
  const drawing = dayLanes();
  if (place && drawing) {
    place.hidden = false;
    place.replaceChildren(
      h("h2", {}, "When, and in which outlet"),
      h("p", { class: "note" }, "Articles of families by day: ", h("i", { class: "key-first" }), "first with the story, ", h("i", { class: "key-followed" }), "followed. A click opens the families of that day."),
      drawing,
    );
  }
  byId("save-skipped")?.addEventListener("click", () => save("left-out.csv", "text/csv", csv(data.skipped.map(([id, path, reason]) => ({ id, path, reason })))));
};
