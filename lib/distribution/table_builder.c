/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a distribution is compiled to a quantile table.
 */
#include "base/error.h"
#include "base/memory.h"
#include "distribution/kinds.h"
#include "distribution/path.h"
#include "distribution/quantile_table.h"

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
  plm_point edge;    /* where the last piece ended */
  plm_path ahead;    /* how it goes on from there, probably */
  bool upper;
  bool failed; /* memory */
} builder;

/* 32 significant bits, to even where two are as near. */
static double rounded(double x)
{
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  bits += 0xfffff + (bits >> 21 & 1);
  bits &= ~(uint64_t)0x1fffff;
  memcpy(&x, &bits, sizeof x);
  return x;
}

static double limited(double x, double a, double b)
{
  return a < b ? fmin(fmax(x, a), b) : fmin(fmax(x, b), a);
}

static plm_segment make_segment(double start, double end, double first, double middle, double last)
{
  plm_segment s = {start, end > start ? 1 / (end - start) : 0, first, last - first, 0};
  double most = STEEPEST * fabs(s.slope);
  s.curve = limited(4 * (middle - first) - 2 * s.slope, -most, most);
  return s;
}

/* Whether the segment is as good as it must be: its error in probability, tried where it should be largest, is at most
 * half a word or 5 millionths of the tail, beside what rounding its ends brings. `path`, unless NULL, is so exact that
 * no probability need be computed. */
static bool is_close(const builder *b, const plm_segment *s, double width, const plm_path *path)
{
  static const double places[] = {0.211, 0.5, 0.789};
  double rounding;
  if (fabs(s->slope) <= b->negligible)
    return true;
  rounding = fabs(s->base / s->slope) * width * 0x1p-31;
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    double v = s->start + places[i] * width;
    double x = plm_segment_at(s, places[i]);
    double off, slope;
    if (path != NULL)
      off = (plm_path_at(path, v, &slope) - x) / slope;
    else
      off = plm_tail(b->d, x / b->d->scale, b->upper, false) * 0x1p32 - v;
    if (!(fabs(off) <= 0.5 + 5e-6 * v + rounding))
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

/* Halved until close. The path between the ends, or that between their middle and either, is exact enough to be taken
 * for the quantiles where it foresaw a point. */
static void add_piece(builder *b, const plm_point *from, const plm_point *to, const plm_path *path, bool foreseen,
                      int depth)
{
  double first = rounded(from->x), last = rounded(to->x);
  double width = to->v - from->v;
  double halfway = from->v + width / 2;
  bool solved = width > 0 && !foreseen;
  plm_point middle = {.x = first};
  double slope;
  if (solved)
    middle = plm_point_at(b->d, halfway, b->upper, path);
  else if (width > 0)
    middle.x = plm_path_at(path, halfway, &slope);
  foreseen = foreseen || middle.foreseen;
  plm_segment s = make_segment(from->v, to->v, first, limited(rounded(middle.x), first, last), last);
  if (b->failed || depth >= DEEPEST_SPLIT || width < 4 || is_close(b, &s, width, foreseen ? path : NULL)) {
    add_segment(b, &s);
    return;
  }
  if (!solved || halfway != floor(halfway))
    middle = plm_point_at(b->d, floor(halfway), b->upper, path);
  foreseen = foreseen && limited(middle.x, from->x, to->x) == middle.x;
  middle.x = limited(middle.x, from->x, to->x);
  plm_path before = plm_path_between(from, &middle), after = plm_path_between(&middle, to);
  add_piece(b, from, &middle, &before, foreseen, depth + 1);
  add_piece(b, &middle, to, &after, foreseen, depth + 1);
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
 * jump. */
static void add_cell(builder *b, size_t cell)
{
  double start = plm_table_cell_start(cell, PLM_TABLE_CELL_BITS);
  double end = plm_table_cell_start(cell + 1, PLM_TABLE_CELL_BITS);
  size_t next = break_from(b, start);
  double from = start;
  while (from < end) {
    double to = end, inner_from, inner_to;
    plm_point point;
    if (next < b->break_count && b->breaks[next] == from)
      next++;
    if (start >= SMALLEST_SPLIT && next < b->break_count && b->breaks[next] < end)
      to = b->breaks[next];
    inner_from = from + (is_break(b, from) ? 0.5 : 0);
    inner_to = to - (is_break(b, to) ? 0.5 : 0);
    if (inner_from > start || cell == 0) {
      b->edge = plm_point_at(b->d, inner_from, b->upper, NULL);
      b->ahead = plm_path_ahead(&b->edge);
    }
    point = plm_point_at(b->d, inner_to, b->upper, &b->ahead);
    if ((point.x < b->edge.x) != b->upper && point.x != b->edge.x)
      point.x = b->edge.x;
    b->ahead = plm_path_between(&b->edge, &point);
    add_piece(b, &b->edge, &point, &b->ahead, point.foreseen, 0);
    b->edge = point;
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
    b->breaks[i] = floor((b->upper ? 1 - u[i] : u[i]) * 0x1p32 + 0.5);
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
    double cell_end = plm_table_cell_start(cell % CELLS_OF_TAIL + 1, PLM_TABLE_CELL_BITS);
    for (uint32_t i = table->first[cell]; i < table->first[cell + 1]; i++)
      sum +=
          sum_of_draws(&table->segments[i], i + 1 < table->first[cell + 1] ? table->segments[i + 1].start : cell_end);
  }
  return sum * 0x1p-32;
}

static placement_status compile(builder *b, const double *u, size_t count, placement_error *err)
{
  plm_quantile_table *table = b->table;
  for (int tail = 0; tail < 2; tail++) {
    b->upper = tail == 1;
    set_breaks(b, u, count);
    for (size_t cell = 0; cell < CELLS_OF_TAIL; cell++) {
      table->first[(size_t)tail * CELLS_OF_TAIL + cell] = (uint32_t)table->segment_count;
      add_cell(b, cell);
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
