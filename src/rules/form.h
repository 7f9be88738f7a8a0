/*
 * form.h
 *		What the files of the room form share: a form's definition from its
 *		rows, and its content.
 */
#ifndef GOV_FORM_H
#define GOV_FORM_H

#include "rules/engine.h"

typedef struct GovFormChoice
{
	char	   *choice;			/* stored */
	char	   *title;			/* printed */
} GovFormChoice;

typedef struct GovFormField
{
	char	   *field;
	char	   *title;
	Oid			type;			/* of its column */
	bool		required;
	char	   *when_field;		/* required while this field ... */
	char	  **when_in;		/* ... says one of these */
	int			nwhen;
	bool		open_choice;
	char	   *format;			/* NULL, 'email', 'ip' */
	char	   *minimum;		/* NULL: none */
	char	   *means;			/* NULL: nothing to the product */
	bool		totalled;
	GovFormChoice *choices;
	int			nchoices;		/* 0: any words */
} GovFormField;

typedef enum GovHolds
{
	GOV_HOLDS_HEAD, GOV_HOLDS_ROWS, GOV_HOLDS_HOSTS, GOV_HOLDS_CHANGES, GOV_HOLDS_SERVICES
} GovHolds;

typedef struct GovFormSection
{
	char	   *section;		/* '': the head of the form */
	char	   *title;
	char	   *relation;		/* quoted, with its schema */
	bool		shared;			/* the table tells forms and sections apart */
	GovHolds	holds;
	bool		required;		/* one row at least */
	char	   *item;			/* of the catalogue, where a row names none; NULL: none */
	GovFormField *fields;
	int			nfields;
} GovFormSection;

typedef struct GovForm
{
	char	   *code;
	char	   *title;
	char	   *article;
	GovFormSection *sections;	/* the head first */
	int			nsections;
} GovForm;

/* ---- form.c ---- */
extern GovForm *gov_form(const char *code); /* refuses ZW009 when there is none */
extern bool gov_form_exists(const char *code);
extern GovFormSection *gov_form_section(GovForm *form, const char *section);
extern GovFormField *gov_form_field(GovFormSection *section, const char *field);

/* ---- form_content.c ---- */
/*
 * A statement on a form's own tables, which no kept plan knows.  Inside SPI;
 * returns the number of rows, which are in SPI_tuptable.
 */
extern uint64 gov_form_execute(const char *sql, int nargs, Oid *types, Datum *values,
							   const char *nulls);

/* the rows of a section as objects of its columns, in order; the head has one or none */
extern Jsonb **gov_form_rows(const GovForm *form, const GovFormSection *section, int64 matter, int *count);

/* all of it as fill_form() takes it; NULL: never filled in */
extern Jsonb *gov_form_content(const GovForm *form, int64 matter);

/* what a row says in the field with this meaning; NULL: nothing */
extern char *gov_form_says(GovFormSection *section, Jsonb *row, const char *means);

/* ---- form_value.c ---- */
/*
 * A value of JSON as the column's Datum; false and *fault where it is none.
 * *isnull: the field is emptied.
 */
extern bool gov_form_value(const GovFormField *field, const JsonbValue *given,
						   Datum *value, bool *isnull, char **fault);

/* ---- form_asked.c: rows as what the product provides ---- */
typedef struct GovAsked
{
	GovFormSection *section;
	int			row;			/* from 1 */
	bool		host;
	char	   *wording;		/* what was asked for, in the form's words; NULL: nothing */
	char	   *name;			/* of the host; NULL: none */
	GovItem    *item;			/* of the catalogue; NULL: none, or not one */
	bool		chosen;			/* the item was named, as nearest to what was asked for */
	bool		self_procured;	/* the unit buys it itself, with the authority's consent */
	int64		quantity;		/* an amount; one where nothing is said */
	GovCapacity each;
} GovAsked;

extern GovAsked *gov_form_asked(GovForm *form, const GovMatter *matter, DateADT day, int *count);

/* does any row of the form have a field for this dimension?  Then the head's is a total of the rows. */
extern bool gov_form_rows_measure(const GovForm *form, GovDimension dimension);

/* what the head alone asks for, in dimensions that no row measures: the bandwidth of a system */
extern void gov_form_head_capacity(GovForm *form, const GovMatter *matter, GovCapacity *capacity);

typedef struct GovChangedHost
{
	int			row;
	char	   *name;			/* as written */
	int64		resource;		/* 0: no resource of the system, or not one, has that name */
	bool		release;
	GovCapacity before;			/* in force; as stated where there is no such resource */
	GovCapacity after;
	const char *fault;			/* why it cannot be carried out; NULL: it can */
	const char *mismatch;		/* what is stated before is not what is in force; NULL: it is */
} GovChangedHost;

extern GovChangedHost *gov_form_changed(GovForm *form, const GovMatter *matter, int *count);

/* ---- form_change.c ---- */
extern void gov_form_increases(const GovAct *act, Jsonb *parameters, GovVerdict *verdict);	/* a guard */

/* ---- form_system.c ---- */
extern void gov_form_system_init(void);

/* ---- form_agree.c ---- */
extern void gov_form_agree_init(void);

/* ---- form_tier_act.c ---- */
extern void gov_form_tier_init(void);

#endif							/* GOV_FORM_H */
