/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include "terminal.h"
#include "text.h"

#include <stdio.h>
#include <string.h>

#define HELP_LINE 100  /* columns that helps are written for */
#define HELP_TEXT 4096 /* bytes of a paragraph, at most */

extern const command command_budget, command_check, command_compare, command_delay, command_explain, command_optimise,
    command_plan, command_run, command_schema, command_sensitivity, command_switching, command_trace, command_value;

const command *const commands[] = {
    &command_budget,    &command_check, &command_compare, &command_delay,  &command_explain,
    &command_optimise,  &command_plan,  &command_run,     &command_schema, &command_sensitivity,
    &command_switching, &command_trace, &command_value,
};
const size_t command_count = sizeof commands / sizeof commands[0];

static const char before[] =
    "What children's residential placements will cost an English council, and how sure that is.\n"
    "\n"
    "Usage:\n";

static const char after[] =
    "  placement help [COMMAND]         this text, or that of a command\n"
    "  placement --version              the version of the library\n"
    "\n"
    "Example:\n"
    "  placement run examples/scenarios/southampton/option1-in-house.json --replications 10,000\n"
    "\n"
    "A scenario is a JSON file. Tables go to standard output, errors and progress to standard error.\n"
    "There is colour only on a terminal, and none if NO_COLOR is set or TERM is dumb.\n"
    "\n"
    "Exit status:\n"
    "  0    done\n"
    "  1    could not be done: no memory, output not written, (run) the precision asked for not reached,\n"
    "       or (plan) a published figure is not as the scenario expects\n"
    "  2    the scenario is not sound or cannot be read, or the command line is wrong\n"
    "  130  stopped by Ctrl-C (143: by SIGTERM), after reporting what was done\n";

/* A line of help that more may follow, which belong to it. */
typedef struct paragraph {
  char first[HELP_LINE + 1]; /* what stands left of its text: blanks, or blanks and an option */
  char text[HELP_TEXT];
  size_t used;
} paragraph;

/* An option that takes more than half of a line has one of its own. */
static void end_paragraph(paragraph *p)
{
  size_t width = strlen(p->first), line = terminal_width(stdout);
  bool alone = p->used > 0 && 2 * width > line && strspn(p->first, " ") < width;
  if (alone)
    text_print_wrapped(stdout, "  ", p->first);
  if (p->used > 0)
    text_print_wrapped(stdout, alone ? "      " : p->first, p->text);
  p->used = 0;
}

static void add_text(paragraph *p, const char *text, size_t length)
{
  int added =
      snprintf(p->text + p->used, sizeof p->text - p->used, "%s%.*s", p->used > 0 ? " " : "", (int)length, text);
  p->used += (size_t)added;
}

/* Where the text of a line begins: behind its indentation or, in a list, behind the two blanks after the option. */
static size_t text_column(const char *line, size_t length)
{
  size_t indent = strspn(line, " ");
  for (size_t i = indent; indent > 0 && i + 2 < length && i < HELP_LINE; i++)
    if (strncmp(line + i, "  ", 2) == 0)
      return i + strspn(line + i, " ");
  return indent;
}

/* What is written for lines of 100 columns, where they are fewer. */
static void print_narrow(const char *help)
{
  paragraph p = {.used = 0};
  bool ended = true; /* the line before is one of its own */
  while (*help != '\0') {
    size_t length = strcspn(help, "\n"), indent = strspn(help, " "), column = text_column(help, length);
    bool goes_on = length > 0 && p.used > 0 && !ended && indent == column && indent == strlen(p.first);
    if (!goes_on) {
      end_paragraph(&p);
      snprintf(p.first, sizeof p.first, "%.*s", (int)(column < HELP_LINE ? column : HELP_LINE), help);
    }
    if (length == 0)
      fputc('\n', stdout);
    else
      add_text(&p, help + column, length - column);
    ended = length > 0 && (help[length - 1] == ':' || (indent > 0 && indent == column && !goes_on));
    help += length + (help[length] == '\n');
  }
  end_paragraph(&p);
}

static void print_help(const char *help)
{
  if (terminal_width(stdout) < HELP_LINE)
    print_narrow(help);
  else
    fputs(help, stdout);
}

static void print_commands(void)
{
  print_help(before);
  for (size_t i = 0; i < command_count; i++) {
    char line[256], usage[64];
    snprintf(usage, sizeof usage, "%s %s", commands[i]->name, commands[i]->files);
    snprintf(line, sizeof line, "  placement %-21s  %s\n", usage, commands[i]->summary);
    print_help(line);
  }
  print_help(after);
}

void command_print_help(const command *of)
{
  if (of != NULL)
    print_help(of->help);
  else
    print_commands();
}
