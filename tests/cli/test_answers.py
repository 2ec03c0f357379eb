# SPDX-License-Identifier: GPL-3.0-or-later
"""The answer that every command begins with: at most three sentences, short, and in English."""
import os
import re

from harness import DATA, HERE, CommandTest, place, small

EXAMPLES = os.path.join(HERE, "..", "..", "examples")
SOUTHAMPTON = os.path.join(EXAMPLES, "scenarios", "southampton")
COUNTY = os.path.join(EXAMPLES, "scenarios", "county.json")
WORDS = 50  # of a sentence; what the user has called a scenario, or chooses from, counts as one
ON_TOP = r"Stopped after |The comparison was stopped after |The precision asked for was NOT reached "

ODD = r"\b(nan|inf|n/a|null|all 2|1 futures|every one of the 1)\b|-0(?![.\d])"


def certain(amount=1000000, **line):
    """A scenario in which nothing is random."""
    return {"placement_scenario": 1, "horizon": {"start": "2025-04-01", "years": 2},
            "costs": [{"id": "all", "amount": amount, "per": "year", **line}]}


class Answers(CommandTest):
    def setUp(self):
        super().setUp()
        none = small()
        none["phases"], none["homes"], none["costs"] = [], [], []
        del none["published"], none["policy"]
        revenue = small()
        for home in revenue["homes"]:
            home["costs"] = [line for line in home["costs"] if line.get("kind") != "capital"]
        del revenue["published"]
        dear = small()
        dear["homes"][0]["costs"][0]["amount"] = 9000000
        del dear["published"]
        cheap = small()
        cheap["homes"][1]["costs"][0]["amount"] = 160000
        uncertain = small()
        uncertain["uncertain"] = [
            {"input": pointer, "as": "factor", "distribution": {"uniform": {"min": 0.9, "max": 1.1}}}
            for pointer in ("/groups/0/weekly_fee", "/groups/1/weekly_fee", "/groups/0/arrivals_per_year",
                            "/groups/1/arrivals_per_year", "/homes/0/costs/1/amount", "/homes/1/costs/0/amount",
                            "/costs/0/amount")]
        flat = certain()
        flat["uncertain"] = [{"input": "/costs/0/amount", "as": "factor",
                              "distribution": {"uniform": {"min": 1, "max": 1.0000001}}}]
        made = {"none": none, "revenue": revenue, "dear": dear, "cheap": cheap, "uncertain": uncertain,
                "certain": certain(), "curved": certain(-2, per="once", on="2025-06-01", optimism_bias=0.5),
                "flat": flat}
        self.scenarios = {name: self.write(name + ".json", scenario) for name, scenario in made.items()}
        for name in ("small", "whole", "bare", "nothing"):
            self.scenarios[name] = os.path.join(DATA, name + ".json")
        for name in ("option1-in-house", "option3-do-nothing", "sell-voids", "advanced-foster-care", "block-contract"):
            self.scenarios[name] = os.path.join(SOUTHAMPTON, name + ".json")

    def answers(self, *arguments):
        """What stands under the title of the text, and of each part of it, unwrapped."""
        done = place(*arguments)
        if done.returncode == 2:
            self.assertRegex(done.stderr, r"\Aplacement: .*(no phase can slip|no homes to value|nothing is uncertain)")
            return []
        self.assertIn(done.returncode, (0, 1), done.stderr)
        blocks = done.stdout.split("\n\n")
        several = arguments[0] == "compare" and len([a for a in arguments if a.endswith(".json")]) > 2
        told = [block for i, block in enumerate(blocks)
                if i == 0 or (several and "\n" in block and block.split("\n")[0] in self.scenarios)]
        return [" ".join(block.split("\n")[1:]) for block in told]

    def assertShort(self, answer):
        plain = re.sub(r"\u201c.*?\u201d|\".*?\"", "\u201cTitle\u201d", answer)
        plain = re.sub(r"( candidates[^.:]*: ).*?(?=\.( |$))", r"\1choices", plain, count=1)
        sentences = re.split(r"(?<=[.?!]) +(?=[A-Z\u201c0-9])", plain)
        if re.match(ON_TOP, sentences[0]):
            sentences.pop(0)
        self.assertLessEqual(len(sentences), 3, answer)
        self.assertGreaterEqual(len(sentences), 1, answer)
        for sentence in sentences:
            self.assertTrue(sentence.endswith("."), sentence)
            self.assertLessEqual(len(sentence.split()), WORDS, sentence)
            self.assertNotRegex(sentence, r"\b(cost|children|beds|income|unit_cost)\.[a-z]|[a-z]_[a-z]", sentence)
            self.assertNotRegex(sentence, ODD, sentence)

    def check(self, *arguments):
        with self.subTest(command=" ".join(os.path.basename(a) for a in arguments)):
            for answer in self.answers(*arguments):
                self.assertShort(answer)

    def test_of_one_scenario(self):
        for path in self.scenarios.values():
            for n in ("1", "200"):
                self.check("run", path, "--replications", n)
            self.check("plan", path)
            for n in ("2", "200"):
                self.check("budget", path, "--replications", n)
                self.check("budget", path, "--replications", n, "--confidence", "99.9%", "--metric", "cost.total")
                self.check("value", path, "--replications", n)
            for months in ("1", "3"):
                self.check("delay", path, "--months", months, "--replications", "50")
            self.check("trace", path)
        self.check("run", self.scenarios["small"], "--precision", "1%", "--replications", "1000")
        self.check("trace", self.scenarios["small"], "--child", "younger 3", "--from", "2025-05-01")
        self.check("trace", self.scenarios["small"], "--place", "elm", "--until", "2025-04-01")

    def test_of_a_county(self):
        for command in (("run",), ("budget",), ("sensitivity",), ("compare", COUNTY)):
            self.check(command[0], COUNTY, *command[1:], "--replications", "4")
        self.check("plan", COUNTY)

    def test_sensitivity(self):
        for path in self.scenarios.values():
            for indices in ((), ("--indices",)):
                self.check("sensitivity", path, "--replications", "200", *indices)
        self.check("sensitivity", self.scenarios["uncertain"], "--metric", "occupancy", "--replications", "50")
        self.check("sensitivity", self.scenarios["uncertain"], "--metric", "beds.open@oak", "--replications", "50")

    def test_compare(self):
        s = self.scenarios
        for base, alternative in (
            ("small", "small"), ("small", "none"), ("none", "small"), ("small", "dear"), ("small", "cheap"),
            ("cheap", "small"), ("small", "revenue"), ("certain", "certain"), ("bare", "bare"), ("nothing", "bare"),
            ("option3-do-nothing", "option1-in-house"), ("option1-in-house", "option3-do-nothing"),
            ("option1-in-house", "option1-in-house"), ("option1-in-house", "sell-voids"),
            ("option1-in-house", "advanced-foster-care"), ("option3-do-nothing", "block-contract"),
        ):
            for n in ("1", "200"):
                self.check("compare", s[base], s[alternative], "--replications", n)
            self.check("compare", s[base], s[alternative], "--replications", "20", "--waterfall")
        self.check("compare", s["small"], s["none"], s["dear"], s["small"], "--replications", "50")
        equals = " ".join(self.answers("compare", s["small"], s["small"], "--replications", "50"))
        self.assertIn("The alternative does not differ from the base", equals)
        self.assertNotIn("paid", equals)

    def test_switching(self):
        s = self.scenarios
        fee, bed = ("--input", "/groups/1/weekly_fee"), ("--input", "/homes/1/beds")
        fees = ("--input", "/groups/0/weekly_fee", *fee)
        few = ("--replications", "50")
        for target in ("cost.total=5500000", "cost.external:2026-27=2000000", "cost.total=1", "occupancy=70%",
                       "unit_cost.external=5000", "cost.step_down=0", "occupancy@elm=10%"):
            self.check("switching", s["small"], *fee, "--target", target, *few)
            self.check("switching", s["small"], *fees, "--target", target, *few)
        for target in ("occupancy=99%", "occupancy=60%", "beds.open@oak=1500", "moves=20", "children.external=7.2",
                       "cost.total=5500000", "returns=10.8"):
            self.check("switching", s["small"], *bed, "--target", target, *few)
            self.check("switching", s["small"], *bed, "--input", "/homes/0/beds", "--target", target, *few)
        for inputs in (fee, fees, (*fees, "--both"), bed, ("--input", "/homes/0/costs/1/amount")):
            self.check("switching", s["small"], *inputs, "--against", s["none"], *few)
        self.check("switching", s["none"], *fees, "--against", s["small"], *few)
        self.check("switching", s["uncertain"], *fee, "--target", "cost.total=5500000", *few)
        southampton = ("--input", "/groups/1/weekly_fee", "--input", "/groups/2/weekly_fee", "--input",
                       "/groups/0/weekly_fee")
        for more in ((), ("--both",)):
            self.check("switching", s["option1-in-house"], *southampton, "--against", s["option3-do-nothing"], *more,
                       *few)
        self.check("switching", s["option1-in-house"], "--input", "/homes/2/beds", "--target", "occupancy=65%", *few)
        curved = ("switching", s["curved"], "--input", "/costs/0/amount", "--input", "/costs/0/optimism_bias", "--as",
                  "add", "--range=-1.5..4", "--target", "cost.total=-2", *few)
        self.check(*curved)
        self.assertIn(" at 2 switching values of ", " ".join(self.answers(*curved)))

    def test_optimise(self):
        search = {"placement_search": 1, "objective": {"metric": "cost.total", "minimise": "mean"},
                  "limits": [{"metric": "children.local_share", "at_least": 0.2},
                             {"metric": "cost.revenue", "budget": 6000000, "probability_of_exceeding_at_most": 0.5}],
                  "decisions": [{"id": "beds", "homes": ["oak"], "beds": [2, 4]}]}
        for objective, least in (("mean", 0.2), ({"quantile": 0.8}, 0.2), ("mean", 0.9), ("mean", 0.345)):
            search["objective"]["minimise"], search["limits"][0]["at_least"] = objective, least
            path = self.write("search.json", search)
            self.check("optimise", self.scenarios["small"], "--search", path, "--replications", "100")
        self.check("optimise", self.scenarios["option1-in-house"], "--search",
                   os.path.join(EXAMPLES, "searches", "southampton.json"), "--replications", "100")
