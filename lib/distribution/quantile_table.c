/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "distribution/quantile_table.h"
#include "base/error.h"
#include "base/memory.h"
#include "distribution/kinds.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define HALF 0x1p31 /* words of a tail */
#define CELLS_OF_TAIL (PLM_TABLE_OCTAVES * PLM_TABLE_CELLS)
#define SMALLEST_SPLIT 32 /* words: below, every word lies at a node or alone in its cell */
#define DEEPEST_SPLIT 24
#define STEEPEST 0.99609375 /* |curve| / |slope|: leaves a slope that rounding cannot turn */

typedef struct builder {
  plm_quantile_table *table;
  const plm_distribution *d;
  size_t capacity; /* of table->segments */
  double *breaks;  /* of this tail: whole words, ascending and distinct */
  size_t break_count;
  double negligible; /* difference of values */
  bool guess;        /* a quantile costs less where it is known roughly */
  bool upper;
  bool failed; /* memory */
} builder;

/* 32 significant bits. */
static double rounded(double x)
{
  int exponent;
  double fraction = frexp(x, &exponent);
  return ldexp(rint(ldexp(fraction, 32)), exponent - 32);
}

/* The quantile at word v, probably between the two values. */
static double value_at(const builder *b, double v, double one, double other)
{
  double p = ldexp(v, -32);
  bool upper = b->upper && v < HALF;
  double scale = b->d->scale;
  return rounded(scale * (b->guess ? plm_mixture_quantile_within(b->d, p, upper, fmin(one, other) / scale,
                                                                 fmax(one, other) / scale)
                                   : plm_tail_quantile(b->d, p, upper)));
}

static double cell_start(size_t cell)
{
  size_t octave = cell / PLM_TABLE_CELLS;
  return ldexp(1 + (double)(cell % PLM_TABLE_CELLS) / PLM_TABLE_CELLS, (int)octave - 1);
}

static double limited(double x, double a, double b)
{
  return a < b ? fmin(fmax(x, a), b) : fmin(fmax(x, b), a);
}

static double interpolate(const plm_segment *s, double t)
{
  return s->base + t * (s->slope + s->curve * (1 - t));
}

static plm_segment make_segment(double start, double end, double first, double middle, double last)
{
  plm_segment s = {start, end > start ? 1 / (end - start) : 0, first, last - first, 0};
  double most = STEEPEST * fabs(s.slope);
  s.curve = limited(4 * (middle - first) - 2 * s.slope, -most, most);
  return s;
}

/* Whether the segment is as good as it must be: its error in probability, tried where it should be largest, is at most
 * half a word or 5 millionths of the tail, beside what rounding its ends brings. Costs no quantile. */
static bool is_close(const builder *b, const plm_segment *s, double width)
{
  static const double places[] = {0.211, 0.5, 0.789};
  double rounding;
  if (fabs(s->slope) <= b->negligible)
    return true;
  rounding = fabs(s->base / s->slope) * width * 0x1p-31;
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    double v = s->start + places[i] * width;
    double at = ldexp(plm_tail(b->d, interpolate(s, places[i]) / b->d->scale, b->upper, false), 32);
    if (fabs(at - v) > 0.5 + 5e-6 * v + rounding)
      return false;
  }
  return true;
}

static void add_segment(builder *b, const plm_segment *s)
{
  plm_quantile_table *t = b->table;
  if (b->failed || t->segment_count >= UINT32_MAX ||
      plm_grow_array((void **)&t->segments, &b->capacity, t->segment_count + 1, sizeof *s) != 0)
    b->failed = true;
  else
    t->segments[t->segment_count++] = *s;
}

/* From start to end, where the quantiles are first and last: halved until close. */
static void add_piece(builder *b, double start, double end, double first, double last, int depth)
{
  double halfway = start + (end - start) / 2;
  double middle = end > start ? limited(value_at(b, halfway, first, last), first, last) : first;
  plm_segment s = make_segment(start, end, first, middle, last);
  if (!b->failed && depth < DEEPEST_SPLIT && end - start >= 4 && !is_close(b, &s, end - start)) {
    if (halfway != floor(halfway)) {
      halfway = floor(halfway);
      middle = limited(value_at(b, halfway, first, last), first, last);
    }
    add_piece(b, start, halfway, first, middle, depth + 1);
    add_piece(b, halfway, end, middle, last, depth + 1);
  } else {
    add_segment(b, &s);
  }
}

/* The first break at or after word v. */
static size_t break_from(const builder *b, double v)
{
  return plm_count_below(b->breaks, b->break_count, v, true);
}

static bool is_break(const builder *b, double v)
{
  size_t i = break_from(b, v);
  return v >= SMALLEST_SPLIT && i < b->break_count && b->breaks[i] == v;
}

/* A piece that begins or ends at a break has its nodes at the first or last word inside, on its own side of the
 * jump. `edge` is the quantile at the end of the last piece, `before` at its start. */
static void add_cell(builder *b, size_t cell, double *before, double *edge)
{
  double end = cell_start(cell + 1);
  double start = cell_start(cell);
  size_t next = break_from(b, start);
  double from = start;
  while (from < end) {
    double to = end, inner_from, inner_to, first, last;
    if (next < b->break_count && b->breaks[next] == from)
      next++;
    if (start >= SMALLEST_SPLIT && next < b->break_count && b->breaks[next] < end)
      to = b->breaks[next];
    inner_from = from + (is_break(b, from) ? 0.5 : 0);
    inner_to = to - (is_break(b, to) ? 0.5 : 0);
    first = inner_from == start && cell > 0 ? *edge : value_at(b, inner_from, 0, 0);
    last = value_at(b, inner_to, first, first + 4 * (first - *before));
    if ((last < first) != b->upper && last != first)
      last = first;
    add_piece(b, inner_from, inner_to, first, last, 0);
    *before = first;
    *edge = last;
    from = to;
  }
}

static int ascending(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* The breaks u of the distribution as words of this tail, rounded so that words and breaks never coincide. */
static void set_breaks(builder *b, const double *u, size_t count)
{
  b->break_count = 0;
  for (size_t i = 0; i < count; i++)
    b->breaks[i] = floor(ldexp(b->upper ? 1 - u[i] : u[i], 32) + 0.5);
  qsort(b->breaks, count, sizeof *b->breaks, ascending);
  for (size_t i = 0; i < count; i++)
    if (b->breaks[i] <= HALF && (b->break_count == 0 || b->breaks[i] > b->breaks[b->break_count - 1]))
      b->breaks[b->break_count++] = b->breaks[i];
}

/* Sum of the draws of the words i + 1/2, start <= i + 1/2 < end, that fall to the segment. */
static double sum_of_draws(const plm_segment *s, double end)
{
  double i = ceil(s->start - 0.5);
  double n = ceil(end - 0.5) - i;
  double t = (i + 0.5 - s->start) * s->scale;
  double mean = t + s->scale * (n - 1) / 2;
  double mean_square = t * t + t * s->scale * (n - 1) + s->scale * s->scale * (n - 1) * (2 * n - 1) / 6;
  return n > 0 ? n * (s->base + s->slope * mean + s->curve * (mean - mean_square)) : 0;
}

static double mean_of_draws(const plm_quantile_table *table)
{
  double sum = 0;
  for (size_t cell = 0; cell < PLM_TABLE_SIZE; cell++) {
    double cell_end = cell_start(cell % CELLS_OF_TAIL + 1);
    for (uint32_t i = table->first[cell]; i < table->first[cell + 1]; i++)
      sum +=
          sum_of_draws(&table->segments[i], i + 1 < table->first[cell + 1] ? table->segments[i + 1].start : cell_end);
  }
  return ldexp(sum, -32);
}

static placement_status compile(builder *b, const double *u, size_t count, placement_error *err)
{
  plm_quantile_table *table = b->table;
  for (int tail = 0; tail < 2; tail++) {
    double before = 0, edge = 0;
    b->upper = tail == 1;
    set_breaks(b, u, count);
    for (size_t cell = 0; cell < CELLS_OF_TAIL; cell++) {
      table->first[(size_t)tail * CELLS_OF_TAIL + cell] = (uint32_t)table->segment_count;
      add_cell(b, cell, &before, &edge);
    }
  }
  table->first[PLM_TABLE_SIZE] = (uint32_t)table->segment_count;
  if (b->failed)
    return plm_fail_memory(err);
  table->mean = mean_of_draws(table);
  if (!isfinite(table->mean))
    return plm_fail(err, PLACEMENT_ERROR_NUMERIC, "the quantiles are not finite");
  if (count == 0)
    plm_quantile_table_flatten(table);
  return PLACEMENT_OK;
}

placement_status plm_quantile_table_init(plm_quantile_table *table, const plm_distribution *d, placement_error *err)
{
  placement_status status;
  builder b = {.table = table, .d = d};
  size_t count;
  double *u = NULL;
  *table = (plm_quantile_table){.scale = 1};
  if (!(plm_distribution_min(d) < plm_distribution_max(d))) {
    table->constant = true;
    table->value = table->mean = plm_distribution_min(d);
    return PLACEMENT_OK;
  }
  b.guess = d->kind == PLM_MIXTURE && d->lower == -INFINITY && d->upper == INFINITY;
  b.negligible = 1e-10 * d->scale * (plm_tail_quantile(d, 1e-3, true) - plm_tail_quantile(d, 1e-3, false));
  count = plm_distribution_breaks(d, NULL, 0);
  u = plm_new_array(count, sizeof *u);
  b.breaks = plm_new_array(count, sizeof *b.breaks);
  table->first = plm_new_array(PLM_TABLE_SIZE + 1, sizeof *table->first);
  if (u == NULL || b.breaks == NULL || table->first == NULL) {
    status = plm_fail_memory(err);
    goto out;
  }
  plm_distribution_breaks(d, u, count);
  status = compile(&b, u, count, err);
out:
  free(u);
  free(b.breaks);
  if (status != PLACEMENT_OK)
    plm_quantile_table_clear(table);
  return status;
}

void plm_quantile_table_clear(plm_quantile_table *table)
{
  free(table->first);
  free(table->segments);
  free(table->nodes);
  *table = (plm_quantile_table){.constant = true};
}

plm_quantile_table plm_quantile_table_scaled(const plm_quantile_table *table, double factor)
{
  plm_quantile_table scaled_table = *table;
  scaled_table.value *= factor;
  scaled_table.mean *= factor;
  scaled_table.scale *= factor;
  return scaled_table;
}

/* The segment of distance v from an end; the exponent and the leading bits of v are the number of its cell. */
static inline const plm_segment *segment_at(const plm_quantile_table *table, double v, bool upper)
{
  uint64_t bits;
  size_t cell, count;
  const plm_segment *segment;
  memcpy(&bits, &v, sizeof bits);
  cell = (size_t)(bits >> (52 - PLM_TABLE_CELL_BITS)) - ((size_t)1022 << PLM_TABLE_CELL_BITS);
  cell += upper ? CELLS_OF_TAIL : 0;
  segment = &table->segments[table->first[cell]];
  count = table->first[cell + 1] - table->first[cell];
  while (count > 1) {
    size_t half = count / 2;
    if (segment[half].start <= v)
      segment += half;
    count -= half;
  }
  return segment;
}

/* The value at distance v from an end in a flat table, in the cell of `in`: v, but for the end of the last cell. The
 * leading bits of `in` are the number of the cell, and those alone its start. */
static inline double flat_at(const plm_quantile_table *table, double v, double in, bool upper)
{
  const int shift = 52 - table->node_bits;
  uint64_t bits, start_bits;
  double start;
  memcpy(&bits, &in, sizeof bits);
  start_bits = bits >> shift << shift;
  memcpy(&start, &start_bits, sizeof start);
  const plm_node *node =
      &table->nodes[(size_t)(bits >> shift) - ((size_t)1022 << table->node_bits) + (upper ? table->upper_nodes : 0)];
  double d = v - start;
  return node->base + d * (node->slope + d * node->curve);
}

double plm_quantile_table_draw(const plm_quantile_table *table, uint32_t w)
{
  bool upper = w >> 31 != 0;
  double v = (double)(upper ? ~w : w) + 0.5;
  const plm_segment *segment;
  if (table->constant)
    return table->value;
  if (table->nodes != NULL)
    return table->scale * flat_at(table, v, v, upper);
  segment = segment_at(table, v, upper);
  return table->scale * interpolate(segment, (v - segment->start) * segment->scale);
}

double plm_quantile_table_at(const plm_quantile_table *table, double p, bool upper)
{
  const plm_segment *segment;
  double v, in;
  if (table->constant)
    return table->value;
  if (p > 0.5) {
    p = 1 - p;
    upper = !upper;
  }
  v = limited(p * 0x1p32, 0.5, HALF);
  in = v < HALF ? v : HALF - 0.25;
  if (table->nodes != NULL)
    return table->scale * flat_at(table, v, in, upper);
  segment = segment_at(table, in, upper);
  return table->scale * interpolate(segment, limited((v - segment->start) * segment->scale, 0, 1));
}
