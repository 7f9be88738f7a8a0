/*
 * recognition.h
 *		What the files of the room recognition share: a data centre as rules see
 *		it, and the criteria it is held against.
 */
#ifndef GOV_RECOGNITION_H
#define GOV_RECOGNITION_H

#include "duty/duty.h"

/* ---- data_centre.c ---- */
typedef struct GovDataCentre
{
	int64		id;
	int64		unit;
	char	   *jurisdiction;
	char	   *name;
	char	   *status;
	Jsonb	   *row;			/* the columns, with those of facts beside them as facts.NAME */
} GovDataCentre;

/* NULL: there is none; lock: until the transaction ends */
extern GovDataCentre *gov_data_centre_read(int64 id, bool lock);
extern void gov_data_centre_refuse(int64 id) pg_attribute_noreturn();	/* none that the caller may see */
extern char *gov_data_centre_text(int64 id);	/* the row as text, for the audit */

/* ---- recognition.c: the data centre an act is about, which is its unit's, locked ---- */
extern GovDataCentre *gov_act_data_centre(const GovAct *act, GovVerdict *verdict);	/* NULL, with a verdict: none */
extern GovDataCentre *gov_act_need_data_centre(const GovAct *act);	/* refuses where there is none */

/* ---- criterion.c ---- */
typedef struct GovFound
{
	char	   *code;
	char	   *rule;
	char	   *title;
	char	   *wanted;
	char	   *found;			/* NULL: not known */
	bool		satisfied;
	bool		soft;
	char	   *article;
} GovFound;

/* each criterion of the checklist, in its order */
extern GovFound *gov_criteria_found(const char *policy, const char *checklist,
									const GovDataCentre *centre, int *count);
extern void gov_criterion_init(void);

#endif							/* GOV_RECOGNITION_H */
