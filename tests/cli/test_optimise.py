# SPDX-License-Identifier: GPL-3.0-or-later
"""placement optimise: the best of many plans, as text, JSON, CSV and as a scenario."""
import csv
import json
import os

from harness import CommandTest, place, small

QUICK = ("--replications", "400", "--seed", "7")


def search(**changes):
    """How many homes like oak, how large, and when."""
    made = {
        "placement_search": 1,
        "title": "Oaks",
        "limits": [
            {"label": "capital", "metric": "cost.capital", "at_most": 350000},
            {"metric": "children.local_share", "at_least": 0.3},
            {"label": "budget", "metric": "cost.revenue", "year": "2026-27", "budget": 5000000,
             "probability_of_exceeding_at_most": 0.25},
        ],
        "decisions": [
            {"id": "oaks", "label": "homes like oak", "homes": ["oak"], "number": {"from": 0, "to": 2}},
            {"id": "opens", "label": "opening", "phase": "only", "opens": ["2025-07-01", "2026-07-01"]},
        ],
    }
    made.update(changes)
    return made


class Optimise(CommandTest):
    def optimise(self, made, *arguments, status=0):
        done = place("optimise", "small.json", "--search", self.write("search.json", made), *arguments)
        self.assertStatus(status, done)
        return done

    def found(self, made, *arguments):
        self.optimise(made, *arguments, "--output", self.path("o.json"))
        with open(self.path("o.json"), encoding="utf-8") as file:
            return json.load(file)

    def test_text(self):
        done = self.optimise(search(), *QUICK)
        self.assertExpected("optimise", done.stdout)
        self.assertFits(done.stdout)
        self.assertRegex(done.stderr, r"^placement: [\d,]+ replications of 6 candidates, in [\d.]+ s\n$")
        self.assertEqual(done.stdout, self.optimise(search(), *QUICK, "--threads=3").stdout)

    def test_json(self):
        found = self.found(search(), *QUICK)
        self.assertEqual("placement-optimisation/1", found["format"])
        self.assertEqual(["best", "years", "limits", "ranking", "frontier", "candidates", "candidate_limits",
                          "published", "assumptions"], list(found["tables"]))
        candidates = found["tables"]["candidates"]
        self.assertEqual(6, len(candidates))
        self.assertEqual(0, candidates[0]["behind"])
        self.assertEqual({("0", "1", "2")[i % 3] for i in range(6)}, {c["oaks"] for c in candidates})
        self.assertEqual(18, len(found["tables"]["candidate_limits"]))
        self.assertEqual([c["rank"] for c in candidates], list(range(1, 7)))
        provenance = found["provenance"]
        self.assertEqual(sum(c["replications"] for c in candidates) + 400, provenance["replications_in_all"])
        self.assertEqual(400, provenance["replications"])
        best = {row["figure"]: row["value"] for row in found["tables"]["best"]}
        self.assertEqual(best["mean"], candidates[0]["mean_beside_best"])
        self.assertEqual(best["mean of the worst 10%"], candidates[0]["shortfall_beside_best"])
        self.assertEqual(0.95, float(provenance["confidence"]))

    def test_csv(self):
        self.optimise(search(), *QUICK, "--output", self.path("o.csv"))
        with open(self.path("o.csv"), encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertIn(("candidates", "behind", "GBP"), {(r["table"], r["column"], r["unit"]) for r in rows})

    def test_best_scenario(self):
        """What is written is what was found: a run of it with the same replications has the same figures."""
        found = self.found(search(), *QUICK, "--scenario", self.path("best.json"))
        self.assertStatus(0, place("check", self.path("best.json")))
        best = found["tables"]["candidates"][0]
        with open(self.path("best.json"), encoding="utf-8") as file:
            scenario = json.load(file)
        self.assertEqual(int(best["oaks"]) + 1, len(scenario["homes"]))
        self.assertEqual(best["opens"], scenario["phases"][0]["planned_opening"])
        done = place("run", self.path("best.json"), *QUICK[2:], "--replications", str(best["replications"]),
                     "--output", self.path("r.json"))
        self.assertStatus(0, done)
        with open(self.path("r.json"), encoding="utf-8") as file:
            mean = json.load(file)["metrics"]["cost.total"]["total"]["mean"]
        self.assertAlmostEqual(mean, best["mean"], delta=0.02)
        self.assertEqual(["best.json", "o.json", "r.json", "search.json"], sorted(os.listdir(self.folder)))

    def test_none_is_feasible(self):
        made = search(limits=[{"metric": "cost.capital", "at_most": 1}])
        done = self.optimise(made, *QUICK)
        self.assertIn("None of 6 plans seems to keep all limits; nearest:", done.stdout)
        self.assertIn("it breaks the limit", done.stdout.replace("\n", " "))

    def test_undecided(self):
        """Those replications that chose had fewer children in homes than most; the fresh ones have more."""
        made = search(limits=[{"metric": "children.local_share", "at_least": 0.466}])
        answer = self.found(made, "--replications", "100", "--seed", "49")["answer"]
        self.assertEqual(2, len(answer))
        self.assertIn("Whether any of 6 plans keeps all limits is undecided; nearest: ", answer[0])
        self.assertIn("unlike in those that chose it, so that it takes more to tell.", answer[1])

    def test_frontier_in_a_sentence(self):
        self.optimise(search(), *QUICK, "--output", self.path("o.html"))
        with open(self.path("o.html"), encoding="utf-8") as file:
            self.assertRegex(file.read(), r"the least risky of 2 \(homes like oak: 2\) has a mean that "
                             r"is dearer by £63,300 \(standard error £[\d,]+\), and worst futures that are "
                             r"cheaper by £64,900")

    def test_tie(self):
        made = search(decisions=[{"id": "d", "choices": [{"id": "one"}, {"id": "two"}]}], limits=[])
        self.assertIn("A tie: 1 other had the same objective in every future", self.optimise(made, *QUICK).stdout)

    def test_not_sure(self):
        """The same home under another name has other luck, and costs the same in the mean."""
        renamed = [{"op": "replace", "path": "/homes/1/id", "value": "yew"}]
        made = search(decisions=[{"id": "d", "choices": [{"id": "oak"}, {"id": "yew", "patch": renamed}]}], limits=[])
        done = self.optimise(made, *QUICK, "--indifference", "0")
        self.assertIn("This is less sure than was asked for: the probability that no other plan is better by more than £0",
                      done.stdout.replace("\n", " "))
        self.assertIn("1 other is not surely worse than the best by more than the indifference", done.stdout.replace("\n", " "))
        self.assertRegex(done.stdout.replace("\n", " "), r"\(d: yew\) is (cheaper|dearer) by £[\d,]+ \(standard")

    def test_bad_searches(self):
        def told(made):
            done = self.optimise(made, "--output", self.path("none.json"), status=2)
            self.assertFalse(done.stdout)
            return [line.split("search.json", 1)[1] for line in done.stderr.splitlines()]

        made = search(decisions=[{"id": "d", "homes": ["elm", "ash"], "bed": [2]}], limit=[])
        self.assertIn('unknown key "limit"; did you mean "limits"?', "\n".join(told(made)))
        self.assertIn(': /decisions/0/bed: unknown key "bed"; did you mean "beds"?', "\n".join(told(made)))
        made = search()
        made["decisions"][0]["number"] = [0, 99]
        made["decisions"].append({"id": "size", "homes": ["elm"],
                                  "choices": [{"id": "now"}, {"id": "huge", "set": {"beds": 100}}]})
        self.assertIn('choice "huge" of decision "size": /homes/0/beds: found 100, but beds must be', "".join(told(made)))
        made = search(decisions=[{"id": name, "homes": ["elm"], "beds": {"from": 1, "to": 64}} for name in "abc"])
        self.assertIn("the choices combine to 262144 candidates, but a search has at most 4096", "".join(told(made)))
        self.assertNotIn("none.json", os.listdir(self.folder))

    def test_refusals(self):
        path = self.write("search.json", search())
        run = ("optimise", "small.json", "--search", path)
        self.assertRefused("optimise needs --search FILE, which says what there is to choose; see 'placement help "
                           "optimise'", "optimise", "small.json")
        self.assertRefused("--replications: a search needs 100 or more", *run, "--replications", "99")
        self.assertRefused("--indifference: '1%' must be an amount in the unit of the objective, 0 or more, such as "
                           "20,000", *run, "--indifference", "1%")
        self.assertRefused(f"--scenario: '{path}' is the search itself", *run, "--scenario", path)
        self.assertRefused(f"--output: '{path}' is the search itself", *run, "--output", path)
        self.assertRefused(f"--scenario: '{self.path('a.json')}' is a file of --output, too", *run, "--scenario",
                           self.path("a.json"), "--output", self.path("a.json"))
        self.assertRefused(f"{self.path('no.json')}: cannot read {self.path('no.json')}: No such file or directory", "optimise",
                           "small.json", "--search", self.path("no.json"))
