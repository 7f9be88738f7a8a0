/*
 * duty.h
 *		Floor 3: what a party is told and bound to: notices, agreements, duties
 *		that recur or stand, what it has to show for its systems.
 */
#ifndef GOV_DUTY_H
#define GOV_DUTY_H

#include "rules/rules.h"

/* ---- notice.c: an official message to a party, once a cause ---- */
typedef struct GovNotice
{
	const char *kind;			/* 'low_use', 'agreement_expiring', ... */
	const char *key;			/* its cause: one notice a kind, key and recipient */
	int64		recipient;		/* organization */
	int64		unit;			/* the using unit concerned */
	const char *jurisdiction;
	int64		matter;			/* 0: none */
	const char *about_kind;		/* NULL: none; e.g. 'finding' */
	int64		about_id;
	const char *title;
	const char *body;			/* text for people, with its evidence */
	const char *article;		/* NULL: no text demands it */
} GovNotice;

/*
 * Writes a notice in the transaction of its cause.  Returns its id, or 0 when
 * the same cause already told the same recipient (exactly once).
 */
extern int64 gov_notice(const GovNotice *notice);

/* organizations that hold a role in a jurisdiction on that day: list of int64 * */
extern List *gov_role_holders(const char *role, const char *jurisdiction, TimestampTz at);

/* ---- notice_effect.c ---- */
extern void gov_notice_check_policy(const char *policy, GovPolicyFaults *faults);

/* ---- assessment_formula.c: what an indicator may have computed ---- */
typedef struct GovAssessed
{
	const char *policy;
	const char *jurisdiction;
	int64		organization;	/* the unit, the provider, the owner of the data centre */
	int64		data_centre;	/* 0: none */
	DateADT		first;
	DateADT		last;			/* figures are as of its end, or of now */
	Jsonb	   *parameters;		/* indicator.parameters */
} GovAssessed;

typedef struct GovRatio
{
	int64		numerator;
	int64		denominator;	/* 0: there is no ratio */
	const char *other;			/* NULL: none; what the second ratio counts otherwise */
	int64		other_numerator;
	int64		other_denominator;
} GovRatio;

/* called with SPI connected */
typedef void (*GovFormula) (const GovAssessed *of, GovRatio *ratio);

/* subject: 'unit', 'provider', 'data_centre', NULL: of any; check may be NULL: no parameters */
extern void gov_register_formula(const char *name, const char *subject, GovFormula compute,
								 GovParameterCheck check, const char *title, const char *meaning);

extern Datum gov_ratio_value(int64 numerator, int64 denominator, bool *isnull); /* numeric, six places */
extern char *gov_assessed_jurisdiction(const char *given);	/* the caller's own where none is given */

/* who owns a data centre that may be assessed, and where it is; false: there is none */
typedef bool (*GovDataCentreOwner) (int64 data_centre, int64 *owner, char **jurisdiction);
extern void gov_register_data_centres(GovDataCentreOwner owner);

/* how many unclassified systems of a unit are, on that day, in a recognised data centre and not on the cloud */
typedef int64 (*GovTemporaryHomes) (int64 unit, const char *jurisdiction, DateADT day);
extern void gov_register_temporary_homes(GovTemporaryHomes count);

/* ---- assessment_annual.c: four quarters make a year ---- */
typedef struct GovAnnualIndicator
{
	char	   *indicator;
	char	   *title;
	char	   *quarter[4];		/* value or grade; NULL: not assessed, or without a number */
	char	   *annual;			/* mean of the four numbers; NULL while one is missing */
	char	   *without;		/* quarters closed without a value, "2026-Q1 (no value)"; NULL: none */
} GovAnnualIndicator;

typedef struct GovAnnual
{
	bool		complete;		/* all four quarters are closed */
	char	   *missing;		/* NULL: none; "2026-Q2, 2026-Q4" */
	GovAnnualIndicator *indicators;
	int			nindicators;
} GovAnnual;

/* the closed quarterly assessments of a provider: a missing quarter is told, never averaged over */
extern GovAnnual *gov_annual_assessment(int64 provider, const char *jurisdiction, int year);

/* ---- init of the rooms ---- */
extern void gov_notice_init(void);
extern void gov_notice_effect_init(void);
extern void gov_agreement_init(void);
extern void gov_approval_init(void);
extern void gov_reminder_init(void);
extern void gov_agreement_life_init(void);
extern void gov_incident_init(void);
extern void gov_assessment_init(void);
extern void gov_recognition_init(void);
extern void gov_obligation_init(void);
extern void gov_compliance_init(void);
extern void gov_platform_init(void);

#endif							/* GOV_DUTY_H */
