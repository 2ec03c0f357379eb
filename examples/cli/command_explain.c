/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "document.h"
#include "formats.h"
#include "input.h"
#include "markdown.h"
#include "text.h"

#include <errno.h>
#include <placement/report.h>
#include <stdlib.h>
#include <string.h>

/* Text that grows; NULL once memory has run out. */
typedef struct gathered {
  char *text;
  size_t length, capacity;
} gathered;

/* Room for `more` bytes and a terminator. */
static bool make_room(gathered *g, size_t more)
{
  size_t needed = g->length + more + 1;
  if (needed <= g->capacity)
    return true;
  size_t capacity = needed < 65536 ? 65536 : 2 * needed;
  char *text = realloc(g->text, capacity);
  if (text == NULL)
    return false;
  g->text = text;
  g->capacity = capacity;
  return true;
}

static int gather(const char *text, size_t length, void *data)
{
  gathered *g = data;
  if (!make_room(g, length))
    return -1;
  memcpy(g->text + g->length, text, length);
  g->length += length;
  g->text[g->length] = '\0';
  return 0;
}

/* Reads the file once, since a pipe cannot be read twice; what is too large is left to the library to refuse. */
static int read_text(const char *path, gathered *g)
{
  errno = 0;
  FILE *file = fopen(path, "rb");
  size_t got = 1;
  int exit_status = EXIT_FINE;
  while (file != NULL && got > 0 && g->length <= PLACEMENT_LIMIT_FILE_BYTES) {
    char piece[16384];
    got = fread(piece, 1, sizeof piece, file);
    if (gather(piece, got, g) != 0) {
      complain("%s: out of memory", path);
      exit_status = EXIT_NOT_DONE;
      goto out;
    }
  }
  if (file == NULL || ferror(file)) {
    complain("%s: cannot read %s: %s", path, path, strerror(errno));
    exit_status = EXIT_BAD_INPUT;
  }
out:
  if (file != NULL)
    fclose(file);
  return exit_status;
}

/* Lines that begin with "#" are headings, with "- " items, which are wrapped behind the dash. */
static void print_line(const char *line)
{
  size_t indent = strspn(line, " "), hashes = strspn(line, "#");
  char first[16];
  if (hashes > 0)
    text_print_heading(stdout, line + hashes + strspn(line + hashes, " "));
  else if (line[0] == '\0')
    fputc('\n', stdout);
  else if (strncmp(line + indent, "- ", 2) == 0 && indent < 8) {
    snprintf(first, sizeof first, "%*s- ", (int)indent, "");
    text_print_wrapped(stdout, first, line + indent + 2);
  } else {
    text_print_wrapped(stdout, "", line);
  }
}

/* As Markdown, in which these are headings and items as well. */
static void print_markdown_line(const char *line)
{
  size_t indent = strspn(line, " ");
  bool item = strncmp(line + indent, "- ", 2) == 0;
  if (line[0] == '#') {
    size_t hashes = strspn(line, "#");
    printf("%.*s ", (int)hashes, line);
    markdown_inline(line + hashes);
    fputc('\n', stdout);
  } else if (item) {
    printf("%*s- ", (int)indent, "");
    markdown_block(line + indent + 2);
  } else {
    markdown_block(line);
  }
  fputc('\n', stdout);
}

static void print_explanation(char *text, bool markdown)
{
  while (*text != '\0') {
    char *end = strchr(text, '\n');
    if (end != NULL)
      *end = '\0';
    if (markdown)
      print_markdown_line(text);
    else
      print_line(text);
    text = end != NULL ? end + 1 : text + strlen(text);
  }
}

/* Sections and sentences, for programs. */
static int print_findings(const options *asked, const input *in)
{
  placement_findings *findings = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  if (placement_explain_findings(in->scenario, &findings, &err) != PLACEMENT_OK)
    return input_complain(asked->files[0], &err);
  const placement_findings *const part = findings;
  int exit_status =
      document_deliver(NULL, asked, &(document){.title = input_title(in, asked->files[0]), .parts = &part, .count = 1});
  placement_findings_free(findings);
  return exit_status;
}

static int run_explain(const options *asked)
{
  const char *path = asked->files[0];
  gathered scenario = {NULL, 0, 0}, told = {NULL, 0, 0};
  placement_error err = PLACEMENT_ERROR_INIT;
  input in = {NULL, NULL, NULL};
  int exit_status = read_text(path, &scenario);
  if (exit_status == EXIT_FINE)
    exit_status = input_load_text(path, scenario.text, scenario.length, stderr, &in);
  if (exit_status != EXIT_FINE)
    goto out;
  if (asked->format == FORMAT_JSON || asked->format == FORMAT_CSV)
    exit_status = print_findings(asked, &in);
  else if (placement_explain_write(in.scenario, scenario.text, scenario.length, gather, &told, &err) == PLACEMENT_OK)
    print_explanation(told.text, asked->format == FORMAT_MARKDOWN);
  else
    exit_status = input_complain(path, &err);
out:
  input_clear(&in);
  free(scenario.text);
  free(told.text);
  return exit_status;
}

static const char help[] =
    "Says in sentences what a scenario says: who arrives and for how long, what each home costs empty\n"
    "and full, how full it must be to cost less than external placements, what holds by default because\n"
    "the scenario does not say, and what its notes say.\n"
    "\n"
    "Usage:\n"
    "  placement explain FILE [OPTION]\n"
    "\n"
    "Example:\n"
    "  placement explain examples/scenarios/minimal.json\n"
    "\n"
    "Options:\n"
    "  --format FORMAT  text (default), markdown, or as a table of sections and sentences, without the\n"
    "                   published figures, json or csv\n"
    "  -h, --help       this text\n"
    "  --               ends the options: what follows is the file\n"
    "\n"
    "Exit status: 0; 2 if the scenario is not sound or cannot be read.\n";

const command command_explain = {
    .name = "explain",
    .files = "FILE",
    .summary = "what a scenario says, in sentences, with every default",
    .help = help,
    .options = OPTION_BIT(OPTION_FORMAT),
    .least_files = 1,
    .most_files = 1,
    .run = run_explain,
};
