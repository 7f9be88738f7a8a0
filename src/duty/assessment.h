/*
 * assessment.h
 *		What the files of the room assessment share.
 */
#ifndef GOV_ASSESSMENT_H
#define GOV_ASSESSMENT_H

#include "duty/duty.h"
#include "rules/engine.h"

/* ---- assessment_period.c ---- */
typedef struct GovPeriodName
{
	const char *cadence;		/* 'month', 'quarter', 'half_year', 'year' */
	DateADT		first;
	DateADT		after;			/* the first day that is not in it */
} GovPeriodName;

extern GovPeriodName gov_period_named(const char *name);	/* 2026, 2026-H1, 2026-Q3, 2026-07; refuses others, and what has not begun */
extern char *gov_period_text(DateADT first, DateADT after); /* NULL: none of these */

/* ---- assessment_formula.c ---- */
typedef struct GovFormulaKind
{
	const char *name;
	const char *subject;		/* NULL: any */
	GovFormula	compute;
	GovParameterCheck check;
	const char *title;			/* for people, in Chinese */
	const char *meaning;
} GovFormulaKind;

extern const GovFormulaKind *gov_formula_kind(const char *name);	/* NULL: not registered */
extern int	gov_formulas(void);
extern const GovFormulaKind *gov_formula_at(int i);
extern const char *gov_formula_fault(const GovFormulaKind *formula, Jsonb *parameters);
extern void gov_ratio_formulas_init(void);	/* assessment_ratio.c */

/* ---- assessment.c ---- */
extern bool gov_is_satisfaction(const char *word);
extern void gov_refuse_satisfaction(const char *word) pg_attribute_noreturn();

/* ---- assessment_guard.c ---- */
extern void gov_assessment_guard_init(void);

#endif							/* GOV_ASSESSMENT_H */
