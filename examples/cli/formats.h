/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the name of a file of --output and the value of --format ask for.
 */
#ifndef CLI_FORMATS_H
#define CLI_FORMATS_H

#include "options.h"

#include <placement/file.h>

/* Kinds of --output. */
enum {
  OUTPUT_JSON = PLACEMENT_FORMAT_JSON,
  OUTPUT_CSV = PLACEMENT_FORMAT_CSV,
  OUTPUT_FOLDER,
  OUTPUT_HTML,
  OUTPUT_XLSX
};

/* Values of --format. */
enum { FORMAT_TEXT, FORMAT_JSON, FORMAT_CSV, FORMAT_MARKDOWN };

#define FORMAT_BIT(format) (1u << (format))

/* The options in the help of every command that delivers a document. */
#define FORMATS_HELP                                                                                                   \
  "  --output FILE     also write everything to a file that ends in .json, .csv, .html (a page with\n"                 \
  "                    charts) or .xlsx (a workbook with formulas and charts), or to a folder that ends\n"             \
  "                    in /, with a CSV file for each table; can be given several times. What is old is\n"             \
  "                    replaced once the new is complete; of a folder, tables of an earlier command (as\n"             \
  "                    its dictionary.csv lists them) are removed, and other files left alone\n"                       \
  "  --format FORMAT   what goes to standard output: text (default), json, csv, markdown\n"

/* Whether two paths are spelled alike but for "./" and doubled or last slashes. Links are not followed. */
bool formats_same_path(const char *a, const char *b);

/* Reads what `path` asks for into *kind, or tells the user which endings there are. Returns an exit status. */
int formats_read_output(const char *path, int32_t *kind);

/* The same of a value of --format, of which not every command takes all. */
int formats_read_format(const command *of, const char *value, int32_t *format);

#endif
