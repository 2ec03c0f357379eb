/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page_chart.h"

#include <string.h>

static const char *const programs[] = {"vega/vega.min.js", "vega/vega-lite.min.js", "vega/vega-embed.min.js",
                                       "page/page.js"};
static const char *const styles[] = {"page/page.css", "page/print.css"};
static const char config[] = "charts/config.json";

/* What the amounts of a chart are whose unit is not the same in all tables of this name. */
static const char *unit_of(const view *v)
{
  for (size_t i = 0; i < v->count && !v->has_money; i++) {
    switch (v->columns[i].column.unit) {
    case PLACEMENT_UNIT_SHARE:
    case PLACEMENT_UNIT_PROBABILITY:
      return "share";
    case PLACEMENT_UNIT_NIGHTS:
    case PLACEMENT_UNIT_COUNT:
    case PLACEMENT_UNIT_CHILDREN:
      return "number";
    default:
      break;
    }
  }
  return "money";
}

/* What the chart shows, which ends with a full stop. */
static void put_description(page_out *out, const view *v)
{
  page_put_text(out, v->table.heading);
  page_put(out, ".");
  if (v->table.summary[0] != '\0') {
    page_put(out, " ");
    page_put_text(out, v->table.summary);
  }
}

void page_chart_write(page_out *out, const page_entry *entry)
{
  page_put(out, "<figure id=\"figure-");
  page_put_whole(out, entry->figure);
  page_put(out, "\" data-spec=\"");
  page_put_text(out, entry->chart->name);
  page_put(out, "\" data-part=\"");
  page_put_whole(out, entry->part);
  page_put(out, "\" data-table=\"");
  page_put_text(out, entry->view.table.name);
  page_put(out, "\" data-unit=\"");
  page_put(out, unit_of(&entry->view));
  page_put(out, "\">\n<div role=\"img\" aria-label=\"Chart. ");
  put_description(out, &entry->view);
  page_put(out, " All figures are in table ");
  page_put_whole(out, entry->number);
  page_put(out, ".\"><div class=\"plot\"></div></div>\n<figcaption><b>Figure ");
  page_put_whole(out, entry->figure);
  page_put(out, ".</b> ");
  put_description(out, &entry->view);
  page_put(out, " <a href=\"#table-");
  page_put_whole(out, entry->number);
  page_put(out, "\">Table ");
  page_put_whole(out, entry->number);
  page_put(out, "</a> has the figures.</figcaption>\n</figure>\n");
}

static void put_data(page_out *out, const asset *file)
{
  page_put(out, "<script type=\"application/json\" id=\"");
  page_put_text(out, file->name);
  page_put(out, "\">");
  page_put_asset(out, file);
  page_put(out, "</script>\n");
}

static bool is_written(const page_entries *entries, size_t before, const asset *chart)
{
  for (size_t i = 0; i < before; i++)
    if (entries->all[i].chart == chart)
      return true;
  return false;
}

placement_status page_chart_write_scripts(page_out *out, const document *d, const page_entries *entries,
                                          placement_error *err)
{
  for (size_t p = 0; p < d->count; p++) {
    page_put(out, "<script type=\"application/json\" id=\"findings-");
    page_put_whole(out, p);
    page_put(out, "\">");
    placement_status status = page_put_findings(out, d->parts[p], err);
    if (status != PLACEMENT_OK)
      return status;
    page_put(out, "</script>\n");
  }
  if (entries->figures == 0)
    return PLACEMENT_OK;
  put_data(out, asset_find(config));
  for (size_t i = 0; i < entries->count; i++)
    if (entries->all[i].chart != NULL && !is_written(entries, i, entries->all[i].chart))
      put_data(out, entries->all[i].chart);
  for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
    page_put(out, "<script>");
    page_put_asset(out, asset_find(programs[i]));
    page_put(out, "</script>\n");
  }
  return PLACEMENT_OK;
}

static void put_sources(page_out *out, const char *directive, const char *const *names, size_t count)
{
  page_put(out, directive);
  for (size_t i = 0; i < count; i++) {
    page_put(out, " ");
    page_put_digest(out, asset_find(names[i]));
  }
}

void page_chart_write_policy(page_out *out)
{
  page_put(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; "
                "form-action 'none'; img-src data:; ");
  put_sources(out, "script-src", programs, sizeof programs / sizeof *programs);
  put_sources(out, "; style-src", styles, sizeof styles / sizeof *styles);
  page_put(out, "\">\n");
}

void page_chart_write_styles(page_out *out)
{
  for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
    page_put(out, "<style>");
    page_put_asset(out, asset_find(styles[i]));
    page_put(out, "</style>\n");
  }
}
