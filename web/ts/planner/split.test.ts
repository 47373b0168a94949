import assert from "node:assert/strict";
import { test } from "node:test";
import { bounds, countsOf, faultsOf, propose, readPeople, stays, unitsOf, type Person } from "./split.js";

/** Numbers that look random and are the same in every run. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

function staff(roll: (sides: number) => number): Person[] {
  const units = 1 + roll(12);
  return Array.from({ length: roll(90) }, (_, i) => ({ name: `P${i}`, unit: `U${roll(units)}` }));
}

test("a proposal leaves no unit empty, is even in every unit and as a whole", () => {
  const roll = dice(7);
  for (let round = 0; round < 3000; round++) {
    const people = staff(roll);
    const dates = bounds.dates.least + roll(bounds.dates.most - 1);
    const plan = propose(people, dates);
    assert.ok(plan.every((date) => date >= 0 && date < dates), "everybody has a date");
    for (const { unit, size, away } of countsOf(people, plan, dates)) {
      assert.ok(size < 2 || Math.max(...away) < size, `${unit} is away as a whole`);
      assert.ok(Math.max(...away) - Math.min(...away) <= 1, `${unit}: ${away}`);
    }
    const totals = Array.from({ length: dates }, (_, date) => plan.filter((at) => at === date).length);
    assert.ok(Math.max(...totals) - Math.min(...totals) <= 1, String(totals));
    const faults = faultsOf(people, plan, []);
    const single = [...unitsOf(people).values()].filter((members) => members.length === 1).length;
    assert.equal(faults.length, single, "units of one are warned about, and nothing else");
    assert.deepEqual(plan, propose(people, dates), "the same list has the same proposal");
  }
});

test("three dates take a third of the house each", () => {
  const people = readPeople(Array.from({ length: 30 }, (_, i) => `P${i}; Amt ${i % 5}`).join("\n"));
  const plan = propose(people, 3);
  assert.deepEqual([0, 1, 2].map((date) => plan.filter((at) => at === date).length), [10, 10, 10]);
});

test("lists come with semicolons, tabs and bars, with empty lines and without units", () => {
  assert.deepEqual(readPeople("A. B.; Kasse\r\n\r\n C D \tBürgerbüro\nEF|Bauhof\nGH\n;Standesamt\n"), [
    { name: "A. B.", unit: "Kasse" },
    { name: "C D", unit: "Bürgerbüro" },
    { name: "EF", unit: "Bauhof" },
    { name: "GH", unit: "" },
    { name: "", unit: "Standesamt" },
  ]);
  assert.deepEqual(readPeople(" \n\n"), []);
  assert.equal(readPeople("a\n".repeat(5000)).length, bounds.people);
  assert.equal(readPeople("x".repeat(5000))[0]?.name.length, bounds.text);
});

test("no list, however odd, stops the planner", () => {
  const roll = dice(11);
  const signs = ["a", ";", "\t", "\n", "|", " ", "=", "\u0000", "ü", "__proto__"];
  for (let round = 0; round < 2000; round++) {
    const text = Array.from({ length: roll(60) }, () => signs[roll(signs.length)]).join("");
    const people = readPeople(text);
    assert.equal(propose(people, 3).length, people.length);
  }
});

test("a changed plan tells of an empty unit, of too few seats and of people without a date", () => {
  const people = readPeople("a;K\nb;K\nc;L\nd;M\ne;M");
  assert.deepEqual(faultsOf(people, [1, 1, 0, 0, stays], [1, 2]), [
    { kind: "empty", unit: "K", date: 1, count: 2 },
    { kind: "alone", unit: "L", date: 0, count: 1 },
    { kind: "seats", unit: "", date: 0, count: 2 },
    { kind: "stays", unit: "", date: stays, count: 1 },
  ]);
  assert.deepEqual(faultsOf(people.slice(0, 2), [stays, stays], []).map(({ kind }) => kind), ["stays"], "who stays at home leaves nothing empty");
});
