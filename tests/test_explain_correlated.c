/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Correlations in words: what many pairs have in common is told in one sentence, and says the same.
 */
#include "explained.h"

#include <stdio.h>

#define FEE(group)                                                                                                     \
  "{'input': '/groups/" group "/weekly_fee', 'as': 'factor', 'distribution': {'uniform': {'min': 0.5, 'max': 1.5}}}"
#define GROUP(id) "{'id': '" id "', 'need_days': 10, 'weekly_fee': 1}"
#define GIVEN(a, b, rho) "{'inputs': [" #a ", " #b "], 'rho': " rho "}"

/* Asserts that the sentences about these pairs of the inputs 0 to 4, the fees of a to e, are `told`. */
static void assert_told(const char *pairs, const char *told)
{
  char members[4096], *text;
  (void)snprintf(
      members, sizeof members,
      "'groups': [" GROUP("a") "," GROUP("b") "," GROUP("c") "," GROUP("d") "," GROUP(
          "e") "],"
               "'uncertain': [" FEE("0") "," FEE("1") "," FEE("2") "," FEE("3") "," FEE("4") "],"
                                                                                             "'correlations': [%s]",
      pairs);
  text = explain(members);
  const char *first = strstr(text, "\n- Correlated"), *end = strstr(text, "\n\n## Published figures");
  cr_assert(first != NULL && end != NULL, "%s", text);
  cr_expect_eq((size_t)(end - first), strlen(told), "%s: %.*s", pairs, (int)(end - first), first);
  cr_expect_eq(strncmp(first, told, strlen(told)), 0, "%s: %.*s", pairs, (int)(end - first), first);
  free(text);
}

#define A "weekly fee of a"
#define B "weekly fee of b"
#define C "weekly fee of c"
#define D "weekly fee of d"
#define E "weekly fee of e"

Test(explain_correlated, pairs)
{
  assert_told(GIVEN(1, 0, "0.5"), "\n- Correlated: " B " and " A ", by 0.5.");
  assert_told(GIVEN(0, 1, "0.5") "," GIVEN(1, 2, "0.25"),
              "\n- Correlated: " A " and " B ", by 0.5.\n- Correlated: " B " and " C ", by 0.25.");
  assert_told(GIVEN(0, 1, "0.5") "," GIVEN(2, 3, "0.5"),
              "\n- Correlated: " A " and " B ", by 0.5.\n- Correlated: " C " and " D ", by 0.5.");
  assert_told("{'inputs': ['/groups/3/weekly_fee', 1], 'rho': -1}", "\n- Correlated: " D " and " B ", by -1.");
}

Test(explain_correlated, each_two_of_many)
{
  assert_told(GIVEN(2, 1, "1") "," GIVEN(0, 1, "1") "," GIVEN(0, 2, "1"),
              "\n- Correlated, each two of them by 1: " A ", " B " and " C ".");
  assert_told(GIVEN(0, 1, "0.5") "," GIVEN(0, 2, "0.5") "," GIVEN(0, 3, "0.5") "," GIVEN(1, 2, "0.5") "," GIVEN(
                  1, 3, "0.5") "," GIVEN(2, 3, "0.5") "," GIVEN(3, 4, "0.5"),
              "\n- Correlated, each two of them by 0.5: " A ", " B ", " C " and " D ".\n- Correlated: " D " and " E
              ", by 0.5.");
}

/* With one pair less, or one of another coefficient, it is not each two of them. */
Test(explain_correlated, all_but_one_pair)
{
  assert_told(GIVEN(0, 1, "0.5") "," GIVEN(0, 2, "0.5") "," GIVEN(0, 3, "0.5") "," GIVEN(1, 2, "0.5") "," GIVEN(
                  1, 3, "0.5") "," GIVEN(2, 3, "0.25"),
              "\n- Correlated, each two of them by 0.5: " A ", " B " and " C ".\n- Correlated, each of them with " D
              " by 0.5: " A " and " B ".\n- Correlated: " C " and " D ", by 0.25.");
}

Test(explain_correlated, one_with_many)
{
  assert_told(GIVEN(0, 4, "0.3") "," GIVEN(4, 2, "0.3") "," GIVEN(1, 4, "0.2"),
              "\n- Correlated, each of them with " E " by 0.3: " A " and " C ".\n- Correlated: " B " and " E
              ", by 0.2.");
  assert_told(GIVEN(1, 0, "0") "," GIVEN(1, 2, "0"), "\n- Correlated, each of them with " B " by 0: " A " and " C ".");
}
