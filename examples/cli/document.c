/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document.h"

#include "command.h"
#include "command_line.h"
#include "findings_markdown.h"
#include "findings_text.h"
#include "formats.h"
#include "input.h"
#include "page.h"
#include "text.h"
#include "workbook.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static placement_status write_findings(const void *what, int32_t format, placement_sink sink, void *data,
                                       placement_error *err)
{
  return placement_findings_write(what, format, sink, data, err);
}

/* What --output of each kind writes. */
static placement_status write_output(const document *d, int32_t kind, const char *path, placement_error *err)
{
  if (kind == OUTPUT_FOLDER)
    return placement_findings_write_folder(d->parts, d->names, d->count, path, err);
  if (kind == OUTPUT_HTML)
    return page_write(d, path, err);
  if (kind == OUTPUT_XLSX)
    return workbook_write(d, path, err);
  return placement_file_write(path, d->write_data, d->data, kind, err);
}

static int print_piece(const char *text, size_t length, void *data)
{
  (void)data;
  return fwrite(text, 1, length, stdout) == length ? 0 : -1;
}

/* A standard output that cannot be written is told when it is closed. */
static int print_data(const document *d, int32_t format)
{
  placement_error err = PLACEMENT_ERROR_INIT;
  placement_status status = d->write_data(d->data, format, print_piece, NULL, &err);
  if (status != PLACEMENT_OK && status != PLACEMENT_ERROR_IO)
    (void)input_complain("--format", &err);
  return status == PLACEMENT_OK ? EXIT_FINE : EXIT_NOT_DONE;
}

/* What the document is and which scenario it is about, to be freed; NULL if there is no memory. */
static char *new_title(const char *heading, const char *title)
{
  const char *between = heading != NULL ? ": " : "";
  heading = heading != NULL ? heading : "";
  size_t size = strlen(heading) + strlen(between) + strlen(title) + 1;
  char *text = malloc(size);
  if (text != NULL)
    snprintf(text, size, "%s%s%s", heading, between, title);
  return text;
}

/* Returns an exit status. */
static int deliver(const options *asked, const document *d)
{
  placement_error err = PLACEMENT_ERROR_INIT;
  int exit_status = EXIT_FINE;
  /* Files first: a closed pipe behind the tables must not cost them. */
  for (size_t i = 0; i < asked->output_count; i++) {
    if (write_output(d, asked->formats[i], asked->outputs[i], &err) != PLACEMENT_OK) {
      (void)input_complain(asked->outputs[i], &err);
      exit_status = EXIT_NOT_DONE;
    }
  }
  int printed = EXIT_FINE;
  switch (asked->format) {
  case FORMAT_JSON:
    printed = print_data(d, PLACEMENT_FORMAT_JSON);
    break;
  case FORMAT_CSV:
    printed = print_data(d, PLACEMENT_FORMAT_CSV);
    break;
  case FORMAT_MARKDOWN:
    printed = findings_markdown_print(d);
    break;
  default:
    printed = findings_text_print(d);
  }
  return exit_status != EXIT_FINE ? exit_status : printed;
}

int document_deliver(const study *s, const options *asked, const document *d)
{
  document whole = *d;
  char *title = new_title(asked->command->heading, d->title), *command = command_line_new(asked);
  int exit_status = EXIT_NOT_DONE;
  whole.title = title;
  whole.command = command;
  if (whole.write_data == NULL) {
    whole.write_data = write_findings;
    whole.data = d->parts[0];
  }
  if (title == NULL || command == NULL)
    complain("out of memory");
  else
    exit_status = deliver(asked, &whole);
  free(title);
  free(command);
  return s != NULL && s->stopped_by != 0 ? 128 + s->stopped_by : exit_status;
}
