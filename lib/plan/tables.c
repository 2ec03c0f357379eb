/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/tables.h"
#include "base/error.h"
#include "base/memory.h"

#include <stdlib.h>

/* A place for the table of d, still to be filled. */
static placement_status add_table(plm_tables *tables, const plm_distribution *d, placement_error *err)
{
  size_t i = tables->count;
  size_t capacity = tables->capacity;
  if (plm_grow_array((void **)&tables->distributions, &capacity, i + 1, sizeof *tables->distributions) != 0 ||
      plm_grow_array((void **)&tables->tables, &tables->capacity, i + 1, sizeof(plm_quantile_table *)) != 0 ||
      plm_distribution_copy(&tables->distributions[i], d) != PLACEMENT_OK)
    return plm_fail_memory(err);
  tables->tables[i] = plm_new_array(1, sizeof **tables->tables);
  if (tables->tables[i] == NULL) {
    plm_distribution_clear(&tables->distributions[i]);
    return plm_fail_memory(err);
  }
  tables->count++;
  return PLACEMENT_OK;
}

static size_t find(const plm_tables *tables, const plm_distribution *d)
{
  size_t i = 0;
  while (i < tables->count && !plm_distribution_equal(&tables->distributions[i], d))
    i++;
  return i;
}

static bool shares_arrays(const plm_distribution *d)
{
  return d->scale != 1 && d->kind != PLM_CONSTANT;
}

placement_status plm_tables_get(plm_tables *tables, const plm_distribution *d, const plm_quantile_table **table,
                                placement_error *err)
{
  const plm_quantile_table *base = NULL;
  placement_status status = PLACEMENT_OK;
  size_t i = tables->shared != NULL ? find(tables->shared, d) : 0;
  if (tables->shared != NULL && i < tables->shared->count) {
    *table = tables->shared->tables[i];
    return PLACEMENT_OK;
  }
  i = find(tables, d);
  if (i == tables->count && shares_arrays(d)) {
    plm_distribution unscaled = *d; /* borrows the arrays of d */
    unscaled.scale = 1;
    status = plm_tables_get(tables, &unscaled, &base, err);
    i = tables->count;
  }
  if (i == tables->count && status == PLACEMENT_OK && (status = add_table(tables, d, err)) == PLACEMENT_OK) {
    if (base != NULL)
      *tables->tables[i] = plm_quantile_table_scaled(base, d->scale);
    else
      status = plm_quantile_table_init(tables->tables[i], d, err);
  }
  if (status == PLACEMENT_OK)
    *table = tables->tables[i];
  return status;
}

void plm_tables_truncate(plm_tables *tables, size_t count)
{
  while (tables->count > count) {
    size_t i = --tables->count;
    if (!shares_arrays(&tables->distributions[i]))
      plm_quantile_table_clear(tables->tables[i]);
    plm_distribution_clear(&tables->distributions[i]);
    free(tables->tables[i]);
  }
}

void plm_tables_clear(plm_tables *tables)
{
  plm_tables_truncate(tables, 0);
  free(tables->distributions);
  free(tables->tables);
}
