/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "distribution_catalogue.h"
#include "stream/stream.h"

#define DRAWS 100000
#define WORDS 0x1p32

static plm_quantile_table table_of(const entry *e, const plm_distribution *d)
{
  plm_quantile_table table;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(plm_quantile_table_init(&table, d, &err), PLACEMENT_OK, "%s: %s", e->name, err.message);
  return table;
}

static int ascending(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double *draws_of(const entry *e, const plm_quantile_table *table)
{
  plm_key key = plm_stream_key(2020, plm_id_digest("test", e->name));
  double *draws = calloc(DRAWS, sizeof *draws);
  cr_assert_not_null(draws);
  for (uint32_t i = 0; i < DRAWS; i++)
    draws[i] = plm_quantile_table_draw(table, plm_stream_word(key, 0, i, PLM_PURPOSE_LIFE, 0));
  return draws;
}

/* Kolmogorov and Smirnov: the critical value at 1e-4 is sqrt(-ln(1e-4 / 2) / 2) / sqrt(n) = 2.225 / sqrt(n). With
 * atoms the distance is taken before and at each value, and the test is only stricter in what it accepts. */
Test(quantile_table, draws_follow_the_distribution)
{
  const entry *e;
  size_t count = catalogue(&e);
  for (size_t i = 0; i < count; i++, e++) {
    plm_distribution d = made_from(e);
    plm_quantile_table table = table_of(e, &d);
    double *draws = draws_of(e, &table);
    double worst = 0;
    qsort(draws, DRAWS, sizeof *draws, ascending);
    for (size_t first = 0, next; first < DRAWS; first = next) {
      for (next = first + 1; next < DRAWS && draws[next] == draws[first];)
        next++;
      worst = fmax(worst, fabs((double)next / DRAWS - plm_distribution_below(&d, draws[first])));
      worst = fmax(worst, fabs((double)first / DRAWS - plm_distribution_strictly_below(&d, draws[first])));
    }
    cr_assert(worst < 2.225 / sqrt(DRAWS), "%s: distance %g", e->name, worst);
    free(draws);
    plm_quantile_table_clear(&table);
    plm_distribution_clear(&d);
  }
}

/* Mean and standard deviation of the draws within 5 standard errors of the closed forms, where there is none of the
 * integral of the density. The standard error of the variance is from the fourth moment of the draws. */
Test(quantile_table, moments)
{
  const entry *e;
  size_t count = catalogue(&e), variances = 0;
  for (size_t i = 0; i < count; i++, e++) {
    plm_distribution d = made_from(e);
    plm_quantile_table table = table_of(e, &d);
    double *draws = draws_of(e, &table);
    double whole = e->density != NULL ? whole_integral(e, &d, 0) : NAN;
    double mean = isnan(e->mean) ? whole_integral(e, &d, 1) / whole : e->mean;
    double sd = e->sd;
    double sum = 0, square = 0, fourth = 0;
    if (isnan(sd) && e->density != NULL)
      sd = sqrt(whole_integral(e, &d, 2) / whole - mean * mean);
    for (size_t j = 0; j < DRAWS; j++) {
      double off = draws[j] - mean;
      sum += off;
      square += off * off;
      fourth += off * off * off * off;
    }
    sum /= DRAWS;
    square /= DRAWS;
    fourth /= DRAWS;
    cr_assert(fabs(sum) <= 5 * sqrt(square / DRAWS), "%s: mean %g, off by %g", e->name, mean, sum);
    if (!isnan(sd)) {
      cr_assert(fabs(square - sd * sd) <= 5 * sqrt((fourth - square * square) / DRAWS), "%s: sd %g instead of %g",
                e->name, sqrt(square), sd);
      variances++;
    }
    free(draws);
    plm_quantile_table_clear(&table);
    plm_distribution_clear(&d);
  }
  cr_assert_eq(variances, 25);
}

/* The mean of all 2^32 draws against the closed form, or the integral: 2e-8 of mean and standard deviation, 5e-7 for
 * mixtures, whose cells are refined to an error in probability. */
Test(quantile_table, mean)
{
  const entry *e;
  size_t count = catalogue(&e);
  for (size_t i = 0; i < count; i++, e++) {
    plm_distribution d = made_from(e);
    plm_quantile_table table = table_of(e, &d);
    double mean = isnan(e->mean) ? whole_integral(e, &d, 1) / whole_integral(e, &d, 0) : e->mean;
    double tolerance = (d.kind == PLM_MIXTURE ? 5e-7 : 2e-8) * (fabs(mean) + (isnan(e->sd) ? 0 : e->sd));
    cr_assert_float_eq(table.mean, mean, tolerance, "%s: %.12g instead of %.12g", e->name, table.mean, mean);
    plm_quantile_table_clear(&table);
    plm_distribution_clear(&d);
  }
}

/* The deviation from the exact quantile, in probability: zero while v lies between the tail before and at the value,
 * give or take the rounding of the value to 32 bits. */
static double off_in_probability(const plm_distribution *d, double x, double v, bool upper)
{
  double dx = fabs(x) * 0x1p-31;
  double low = upper ? plm_distribution_above(d, x + dx) : plm_distribution_strictly_below(d, x - dx);
  double high = upper ? 1 - plm_distribution_strictly_below(d, x - dx) : plm_distribution_below(d, x + dx);
  return v < low * WORDS ? low * WORDS - v : v > high * WORDS + 1e-6 ? v - high * WORDS : 0;
}

/* The value of a word is that of a tail probability which differs by at most half a word plus 1e-5 of itself. Octaves
 * below 16 words: exact, as every word has its own node. */
static void assert_error_in_probability(const entry *e, const plm_distribution *d, double step)
{
  plm_quantile_table table = table_of(e, d);
  for (int upper = 0; upper < 2; upper++) {
    for (double at = 0.6; at < 0x1p31 - 1; at *= step) {
      double v = floor(at) + 0.5;
      uint32_t w = upper ? ~(uint32_t)v : (uint32_t)v;
      double x = plm_quantile_table_draw(&table, w);
      double off = off_in_probability(d, x, v, upper);
      /* under bounds the tail itself is a difference of probabilities, good to 1e-15 */
      double bound = (v < 16 ? 1e-6 : 0.5 + 1e-5 * v) + (e->bounded ? 1e-14 * WORDS : 0);
      cr_assert(off <= bound, "%s: word %u gives %.12g, %g words off", e->name, w, x, off);
    }
  }
  plm_quantile_table_clear(&table);
}

/* Words at 20 places of each octave of each tail. */
Test(quantile_table, error_in_probability)
{
  const entry *e;
  size_t count = catalogue(&e);
  for (size_t i = 0; i < count; i++, e++) {
    plm_distribution d = made_from(e);
    assert_error_in_probability(e, &d, 1.035);
    plm_distribution_clear(&d);
  }
}

/* The same of shapes from nearly constant to those with infinite densities at their ends, of which some bend too much
 * to be foreseen. */
Test(quantile_table, error_in_probability_of_shapes)
{
  static const double cvs[] = {0.01, 0.02, 0.05, 0.15, 0.3, 0.7, 1, 1.3, 1.6};
  static const double shapes[][2] = {{0.4, 0.4}, {0.4, 3}, {20, 0.5}, {1, 1},
                                     {1, 5},     {7, 1.5}, {40, 300}, {4000, 4000}};
  static const entry gamma = {"gamma", NULL, NULL, NAN, NAN, false}, beta = {"beta", NULL, NULL, NAN, NAN, false};
  plm_distribution d;
  for (size_t i = 0; i < sizeof cvs / sizeof *cvs; i++) {
    cr_assert_null(plm_distribution_gamma(&d, 10, cvs[i]));
    assert_error_in_probability(&gamma, &d, 1.035);
  }
  for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
    double a = shapes[i][0], b = shapes[i][1];
    cr_assert_null(plm_distribution_beta(&d, 0, 1, a / (a + b), sqrt(a * b / (a + b + 1)) / (a + b)));
    assert_error_in_probability(&beta, &d, 1.035);
  }
}

/* Around what a path must not be trusted across. A gap, in which the distribution function hardly rises, by a word from
 * the borders of cells: a guess in it has the right probability, and need not be the quantile. A kink, anywhere: what
 * leads up to it does not know how it goes on. */
Test(quantile_table, error_in_probability_around_gaps_and_kinks)
{
  static const entry gap = {"gap", NULL, NULL, NAN, NAN, false}, kink = {"kink", NULL, NULL, NAN, NAN, false};
  for (int i = 1; i < 64; i++) {
    const double at_border = i / 64.0 * (1 - 1e-9), between = i / 64.3;
    plm_distribution of[2], d;
    cr_assert_null(plm_distribution_beta(&of[0], 0, 1, 0.72, 0.015));
    cr_assert_null(plm_distribution_lognormal_mean_cv(&of[1], 28, 0.75));
    cr_assert_null(plm_distribution_mixture(&d, (double[]){at_border, 1 - at_border}, of, 2));
    assert_error_in_probability(&gap, &d, 1.035);
    plm_distribution_clear(&d);
    cr_assert_null(plm_distribution_triangular(&of[0], 84.94, 85.04, 85.07));
    cr_assert_null(plm_distribution_lognormal_mean_cv(&of[1], 7, 0.1));
    cr_assert_null(plm_distribution_mixture(&d, (double[]){between, 1 - between}, of, 2));
    assert_error_in_probability(&kink, &d, 1.0035);
    plm_distribution_clear(&d);
  }
}

/* Both tails at a probability of 1 in a million and 1 in a thousand million: 1e-5 relative, with the value's rounding.
 */
Test(quantile_table, tails)
{
  static const uint32_t words[] = {4, 4294};
  const entry *e;
  size_t count = catalogue(&e);
  for (size_t i = 0; i < count; i++, e++) {
    plm_distribution d = made_from(e);
    plm_quantile_table table = table_of(e, &d);
    for (size_t j = 0; j < 2; j++) {
      double v = words[j] + 0.5;
      double low = plm_quantile_table_draw(&table, words[j]), high = plm_quantile_table_draw(&table, ~words[j]);
      double slack = 1e-5 * v + (e->bounded ? 1e-14 * WORDS : 0);
      cr_assert_leq(off_in_probability(&d, low, v, false), slack, "%s: %.12g", e->name, low);
      cr_assert_leq(off_in_probability(&d, high, v, true), slack, "%s: %.12g", e->name, high);
    }
    plm_quantile_table_clear(&table);
    plm_distribution_clear(&d);
  }
}

/* In values, for distributions without atoms and gaps: at most 1e-5 of the interquartile range or, further out, of the
 * distance from the median. */
Test(quantile_table, error_in_value)
{
  const entry *e;
  size_t count = catalogue(&e);
  for (size_t i = 0; i < count; i++, e++) {
    plm_distribution d;
    plm_quantile_table table;
    double median, range;
    if (e->density == NULL)
      continue;
    d = made_from(e);
    table = table_of(e, &d);
    median = plm_distribution_quantile(&d, 0.5);
    range = plm_distribution_quantile(&d, 0.75) - plm_distribution_quantile(&d, 0.25);
    for (int upper = 0; upper < 2; upper++) {
      for (double at = 0.6; at < 0x1p31 - 1; at *= 1.035) {
        double v = floor(at) + 0.5;
        uint32_t w = upper ? ~(uint32_t)v : (uint32_t)v;
        double x = plm_quantile_table_draw(&table, w);
        double exact =
            upper ? plm_distribution_quantile_upper(&d, v / WORDS) : plm_distribution_quantile(&d, v / WORDS);
        cr_assert(fabs(x - exact) <= 1e-5 * fmax(range, fabs(exact - median)) + fabs(x) * 0x1p-32,
                  "%s: word %u gives %.12g, not %.12g", e->name, w, x, exact);
      }
    }
    plm_quantile_table_clear(&table);
    plm_distribution_clear(&d);
  }
}

static void assert_rising(const entry *e, const plm_quantile_table *table, uint32_t around, uint32_t reach)
{
  uint32_t from = around > reach ? around - reach : 0;
  double last = plm_quantile_table_draw(table, from);
  for (uint32_t w = from; w < UINT32_MAX && w - from < 2 * reach; w++) {
    double next = plm_quantile_table_draw(table, w + 1);
    cr_assert(next >= last, "%s: word %u gives %.17g, word %u gives %.17g", e->name, w, last, w + 1, next);
    last = next;
  }
}

/* Neighbouring words never give falling values: at every border of cells and octaves, at every break, and at other
 * places; and values rise along a grid of all words. */
Test(quantile_table, monotone)
{
  const entry *e;
  size_t count = catalogue(&e);
  for (size_t i = 0; i < count; i++, e++) {
    plm_distribution d = made_from(e);
    plm_quantile_table table = table_of(e, &d);
    double u[16];
    size_t breaks = plm_distribution_breaks(&d, u, 16);
    double last = plm_quantile_table_draw(&table, 0);
    cr_assert_leq(breaks, 16);
    for (int octave = 0; octave < PLM_TABLE_OCTAVES; octave++) {
      for (int cell = 0; cell < PLM_TABLE_CELLS; cell++) {
        uint32_t border = (uint32_t)ldexp(1 + (double)cell / PLM_TABLE_CELLS, octave - 1);
        assert_rising(e, &table, border, 20);
        assert_rising(e, &table, ~border, 20);
        assert_rising(e, &table, border + border / 37, 5);
        assert_rising(e, &table, ~(border + border / 37), 5);
      }
    }
    assert_rising(e, &table, 0x80000000U, 1000);
    for (size_t j = 0; j < breaks; j++)
      assert_rising(e, &table, (uint32_t)(u[j] * WORDS), 1000);
    for (uint64_t w = 0; w < 0x100000000U; w += 7919) {
      double next = plm_quantile_table_draw(&table, (uint32_t)w);
      cr_assert(next >= last, "%s: word %u", e->name, (uint32_t)w);
      last = next;
    }
    plm_quantile_table_clear(&table);
    plm_distribution_clear(&d);
  }
}

/* Draws that fall on an atom: the number of words is that of the atom's probability, to one word at either end. */
Test(quantile_table, atoms_have_their_words)
{
  static const struct {
    const char *(*make)(plm_distribution *);
    double atom;
  } atoms[] = {{make_mixture_atom, 0},        {make_mixture_nested, 0},      {make_mixture_nested, 50},
               {make_mixture_nested, 2000},   {make_empirical, 1},           {make_empirical, 3},
               {make_empirical, 5},           {make_empirical, 9},           {make_quantiles, 50},
               {make_empirical_weighted, 30}, {make_empirical_weighted, 365}};
  for (size_t i = 0; i < sizeof atoms / sizeof *atoms; i++) {
    plm_distribution d;
    plm_quantile_table table;
    double low, high;
    cr_assert_null(atoms[i].make(&d));
    cr_assert_eq(plm_quantile_table_init(&table, &d, NULL), PLACEMENT_OK);
    low = ceil(plm_distribution_strictly_below(&d, atoms[i].atom) * WORDS);
    high = floor(plm_distribution_below(&d, atoms[i].atom) * WORDS) - 1;
    for (double w = low; w <= high; w += w < low + 100 || w > high - 100 ? 1 : 104729)
      cr_assert_eq(plm_quantile_table_draw(&table, (uint32_t)w), atoms[i].atom, "%g: word %.0f", atoms[i].atom, w);
    for (double w = high - 100; w <= high; w++)
      cr_assert_eq(plm_quantile_table_draw(&table, (uint32_t)w), atoms[i].atom, "%g: word %.0f", atoms[i].atom, w);
    if (low > 1)
      cr_assert(plm_quantile_table_draw(&table, (uint32_t)(low - 2)) < atoms[i].atom);
    if (high < WORDS - 2)
      cr_assert(plm_quantile_table_draw(&table, (uint32_t)(high + 2)) > atoms[i].atom);
    plm_quantile_table_clear(&table);
    plm_distribution_clear(&d);
  }
}

/* Chi-square of the four values of a weighted empirical distribution: 3 degrees of freedom, 21.1 at 1e-4. */
Test(quantile_table, frequencies_of_atoms)
{
  static const double values[] = {30, 90, 180, 365}, shares[] = {1 / 8.0, 2.5 / 8, 4 / 8.0, 0.5 / 8};
  const entry weighted = {ATOMS(empirical_weighted), NAN, NAN, false};
  plm_distribution d = made_from(&weighted);
  plm_quantile_table table = table_of(&weighted, &d);
  double *draws = draws_of(&weighted, &table);
  double chi_square = 0, all = 0;
  for (size_t i = 0; i < 4; i++) {
    double seen = 0, expected = DRAWS * shares[i];
    for (size_t j = 0; j < DRAWS; j++)
      seen += draws[j] == values[i] ? 1 : 0;
    chi_square += (seen - expected) * (seen - expected) / expected;
    all += seen;
  }
  cr_assert_eq(all, DRAWS);
  cr_assert(chi_square < 21.1, "chi-square %g", chi_square);
  free(draws);
  plm_quantile_table_clear(&table);
  plm_distribution_clear(&d);
}

/* Conditional draws: the same curve at any probability. */
Test(quantile_table, at_any_probability)
{
  const entry *e;
  size_t count = catalogue(&e);
  for (size_t i = 0; i < count; i++, e++) {
    plm_distribution d = made_from(e);
    plm_quantile_table table = table_of(e, &d);
    for (uint32_t w = 0; w < 0x7fffffffU; w = w * 2 + 1) {
      double p = (w + 0.5) / WORDS;
      cr_assert_eq(plm_quantile_table_at(&table, p, false), plm_quantile_table_draw(&table, w), "%s", e->name);
      cr_assert_eq(plm_quantile_table_at(&table, p, true), plm_quantile_table_draw(&table, ~w), "%s", e->name);
      cr_assert_eq(plm_quantile_table_at(&table, 1 - p, true), plm_quantile_table_draw(&table, w), "%s", e->name);
    }
    cr_assert_eq(plm_quantile_table_at(&table, 1e-300, false), plm_quantile_table_draw(&table, 0));
    cr_assert_eq(plm_quantile_table_at(&table, 1e-300, true), plm_quantile_table_draw(&table, UINT32_MAX));
    cr_assert(plm_quantile_table_at(&table, 0.5, false) >= plm_quantile_table_draw(&table, 0x7fffffffU));
    cr_assert(plm_quantile_table_at(&table, 0.5, true) <= plm_quantile_table_draw(&table, 0x80000000U));
    plm_quantile_table_clear(&table);
    plm_distribution_clear(&d);
  }
}

Test(quantile_table, constants)
{
  static const double same[] = {3, 3};
  plm_distribution d = plm_distribution_constant(0.1);
  plm_quantile_table table;
  cr_assert_eq(plm_quantile_table_init(&table, &d, NULL), PLACEMENT_OK);
  cr_assert(table.constant && table.mean == 0.1 && plm_quantile_table_draw(&table, 12345) == 0.1);
  plm_quantile_table_clear(&table);
  cr_assert_null(plm_distribution_empirical(&d, same, NULL, 2));
  cr_assert_eq(plm_quantile_table_init(&table, &d, NULL), PLACEMENT_OK);
  cr_assert(table.constant && table.mean == 3 && plm_quantile_table_at(&table, 0.9, true) == 3);
  plm_quantile_table_clear(&table);
  plm_quantile_table_clear(&table);
  plm_distribution_clear(&d);
}

/* The nodes have 32 significant bits: bit-identical where the C libraries differ in the last bits of a double. */
Test(quantile_table, nodes_are_rounded)
{
  const entry lognormal = {OF(lognormal), NAN, NAN, false};
  plm_distribution d = made_from(&lognormal);
  plm_quantile_table table = table_of(&lognormal, &d);
  cr_assert_eq(table.node_bits, PLM_TABLE_CELL_BITS); /* so that every node is an end of a segment */
  for (size_t i = 0; i < 2 * table.upper_nodes; i++) {
    int exponent;
    double scaled = ldexp(frexp(table.nodes[i].base, &exponent), 32);
    cr_assert_eq(scaled, floor(scaled), "node %zu: %.17g", i, table.nodes[i].base);
  }
  plm_quantile_table_clear(&table);
  plm_distribution_clear(&d);
}
