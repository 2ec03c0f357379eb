# SPDX-License-Identifier: GPL-3.0-or-later
#
# Scenarios side by side, from the CSV files that `placement run --output` writes: means over the whole horizon in
# thousands of pounds, the total on the plan basis and its P80, and how many children live in homes on average.
#
# usage: awk -f side-by-side.awk FILE.csv...

BEGIN {
  FS = ","
  split("cost.capital cost.in_house cost.external cost.step_down income.sold_beds cost.total", metric, " ")
  printf "%-28s%9s%10s%10s%11s%6s%9s%9s%9s%10s\n", "thousands of pounds", "capital", "in-house", "external",
    "step-down", "sold", "total", "plan", "P80", "children"
  split("9 10 10 11 6 9", width, " ")
}

$2 == "" && $3 == "total" && $6 == "plan" { plan[FILENAME, $1] = $8 }
$2 == "" && $3 == "total" && $7 == "mean" { mean[FILENAME, $1] = $8 }
$2 == "" && $3 == "total" && $7 == "p80" { p80[FILENAME, $1] = $8 }

END {
  for (file = 1; file < ARGC; file++) {
    name = ARGV[file]
    label = name
    gsub(/.*\/|\.csv$/, "", label)
    printf "%-28s", label
    for (i = 1; i <= 6; i++)
      printf "%" width[i] ".0f", mean[name, metric[i]] / 1000
    printf "%9.0f%9.0f%10.1f\n", plan[name, "cost.total"] / 1000, p80[name, "cost.total"] / 1000,
      mean[name, "children.in_house"]
  }
}
