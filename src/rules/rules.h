/*
 * rules.h
 *		Floor 2: systems, resources, policies as rows, matters and the one door,
 *		documents, forms, the deadline ledger.
 */
#ifndef GOV_RULES_H
#define GOV_RULES_H

#include "base/base.h"
#include "rules/cloud.h"
#include "fmgr.h"
#include "time/time.h"
#include "utils/jsonb.h"

/* ---- a matter, an act upon it ---- */
typedef struct GovMatter
{
	int64		id;				/* 0 while the guards of its opening run */
	char	   *policy;
	char	   *procedure;
	char	   *state;
	char	   *outcome;		/* NULL: not in an end state */
	int64		unit;
	char	   *jurisdiction;
	int64		provider;		/* 0: none, its system has none either */
	bool		provider_taken; /* from the system: its row does not say so yet */
	int64		system;			/* 0: none */
	int64		parent;			/* 0: none */
	char	   *about_kind;		/* NULL: none */
	int64		about_id;
	int64		opened_by;		/* person; 0: the system */
	int64		applicant;		/* organization that opened it; 0: the system */
	TimestampTz opened_at;
	TimestampTz entered_at;		/* when the present state was entered */
	int32		entered_seq;	/* the event that entered it */
	TimestampTz last_event_at;
	int32		events;
} GovMatter;

typedef struct GovAct
{
	GovMatter  *matter;			/* guards see it before the act, effects and listeners after it */
	const char *transition;		/* its code */
	const char *action;
	const char *from_state;		/* NULL: the opening */
	const char *to_state;		/* NULL: milestone */
	const char *article;
	const char *role;			/* in which the caller acts; "system": automatic, or an effect */
	const GovCaller *caller;
	int64		principal;		/* person for whom he acts by delegation (代办); 0: for himself */
	TimestampTz occurred_at;
	const char *opinion;
	const char *acting_for;
	Jsonb	   *data;			/* NULL: none; else an object */
	bool		decides;		/* the transition is a decision */
	bool		completes;		/* false: one voice of a quorum, not the last */
	int64		event;			/* matter_event.id; 0 while guards run */
} GovAct;

/* ---- registry.c ----
 * Guards, effects and listeners are registered by name, by any floor, in its
 * x_init(); policy rows name them and publish_policy() refuses unknown names.
 * check looks at the parameters when a policy is published; it returns NULL or
 * what is wrong.  Values of the parameters "transition", "procedure", "state",
 * "role" and "deadline" must be codes of the policy: the engine checks that.
 *
 * All three are called with SPI connected: use gov_query() at once, connect
 * only for a query inside a query.  Guards change nothing; the verdict comes in
 * as ok, what a guard leaves NULL is filled in, its strings must live in the
 * context current at the call.  Effects and listeners run after the event and
 * the matter are written; effects only for an act that completes, listeners for
 * every event (the opening too, and voices).  An error in any of them undoes
 * the whole act.
 */
typedef const char *(*GovParameterCheck) (Jsonb *parameters);

typedef struct GovVerdict
{
	bool		ok;
	int			sqlstate;		/* GOV_ERR_GUARD unless set */
	const char *code;			/* machine code, e.g. 'technical_plan_missing' */
	const char *message;
	const char *hint;
} GovVerdict;

typedef void (*GovGuard) (const GovAct *act, Jsonb *parameters, GovVerdict *verdict);
typedef void (*GovEffect) (const GovAct *act, Jsonb *parameters);
typedef void (*GovListener) (const GovAct *act);

/*
 * A gate is asked after the guards of every act that a person does, and refuses
 * it with gov_refuse() or lets it pass.
 */
typedef void (*GovGate) (const GovAct *act);

extern void gov_register_gate(GovGate gate);

/* may the caller look at a matter that row security does not show him as his? */
typedef bool (*GovMatterViewer) (const GovMatter *matter);

extern void gov_register_matter_viewer(GovMatterViewer viewer);
extern bool gov_matter_visible(const GovMatter *matter);	/* his own, or shown to him: to look at, not to act on */

extern void gov_register_guard(const char *name, GovGuard guard,
							   GovParameterCheck check, const char *meaning);
extern void gov_register_effect(const char *name, GovEffect effect,
								GovParameterCheck check, const char *meaning);
extern void gov_register_listener(GovListener listener);

/*
 * A table of gov_cloud that holds a part of a policy: rows keyed by a column
 * policy, with a column builtin and the trigger policy_frozen.  publish_policy()
 * digests and freezes it, export_policy() carries it.  check adds what is wrong
 * with the policy's rows by gov_complain(); it may be NULL, and is called
 * with SPI connected.
 */
/*
 * What matters may be about beside their system: about_kind names it, about_id
 * is the id of a row of that table of gov_cloud, which says by unit_id,
 * provider_id and jurisdiction (those it has) who sees it.
 */
extern void gov_register_about(const char *kind, const char *table);

typedef struct GovPolicyFaults GovPolicyFaults;
typedef void (*GovPolicyPartCheck) (const char *policy, GovPolicyFaults *faults);

extern void gov_register_policy_part(const char *table, GovPolicyPartCheck check);
extern void gov_complain(GovPolicyFaults *faults, const char *object, const char *fmt,...)
			pg_attribute_printf(3, 4);
extern void gov_advise(GovPolicyFaults *faults, const char *fmt,...)	/* how to mend the last of them */
			pg_attribute_printf(2, 3);

/*
 * Values of the parameter key of guards and effects are names that a row of
 * this table has in this column, of the same policy: validate_policy() asks.
 */
extern void gov_register_policy_name(const char *key, const char *table, const char *column);

/*
 * Labels of articles that a part names elsewhere than in its column article: a
 * query of the policy $1.  An article said to execute is cited by some row.
 */
extern void gov_register_policy_citation(const char *sql);

/* complain unless the policy has this article (labels apart by ";"; NULL is well), role, transition */
extern void gov_policy_require_article(GovPolicyFaults *faults, const char *object, const char *citation);
extern void gov_policy_require_role(GovPolicyFaults *faults, const char *object, const char *role);
extern void gov_policy_require_transition(GovPolicyFaults *faults, const char *object, const char *code);

/* not ok, for this reason: what most guards end with */
extern void gov_verdict_refuse(GovVerdict *verdict, int sqlstate, const char *code,
							   const char *hint, const char *fmt,...)
			pg_attribute_printf(5, 6);

/* ---- parameter.c: jsonb objects of guards, effects and data ---- */
/* NULL / default when the object or the key is absent or null */
extern char *gov_parameter_text(Jsonb *parameters, const char *key);
extern int64 gov_parameter_int(Jsonb *parameters, const char *key, int64 absent);
extern bool gov_parameter_bool(Jsonb *parameters, const char *key, bool absent);
extern char **gov_parameter_list(Jsonb *parameters, const char *key, int *count);	/* texts; one text is a list of one */
extern Jsonb *gov_parameter_object(Jsonb *parameters, const char *key); /* an object or array in it */
extern char **gov_parameter_keys(Jsonb *parameters, int *count);

/*
 * For a GovParameterCheck: NULL, or that a required key is missing, or that a
 * key is neither required nor optional.  Names are separated by blanks.
 */
extern const char *gov_parameter_fault(Jsonb *parameters, const char *required, const char *optional);

/* ---- workflow: the one door, for effects and listeners of higher floors ---- */
extern GovMatter *gov_matter_read(int64 id, bool lock);

/* opens as the system actor, under the parent's policy or the one in force; the procedure's guards hold */
extern int64 gov_open_matter(const char *procedure, int64 system, int64 unit,
							 const char *jurisdiction, int64 parent,
							 const char *about_kind, int64 about_id,
							 TimestampTz occurred_at);

/* acts as the system actor: the action must be automatic or name "system" among its actors */
extern void gov_act(int64 matter, const char *action, TimestampTz occurred_at,
					const char *opinion, Jsonb *data);

/* takes the automatic transitions whose guards hold now: when what they wait for changed elsewhere */
extern void gov_settle_matter(int64 matter, TimestampTz occurred_at);

/* was this transition (or action) completed in the matter?  since_state: in the present stay only */
extern bool gov_event_recorded(const GovMatter *matter, const char *transition,
							   const char *action, bool since_state);

/* ---- policy.c ---- */
/* the policy in force in a jurisdiction on that day; refuses ZW013 when none */
extern char *gov_policy_in_force(const char *jurisdiction, TimestampTz at);
extern char *gov_policy_ruling(const char *jurisdiction, TimestampTz at);	/* NULL when none */

/*
 * A parameter's value: the local rule of the jurisdiction on that day, else the
 * policy's default; NULL when the text says nothing.  *local (may be NULL)
 * tells which.
 */
extern char *gov_parameter_value(const char *policy, const char *jurisdiction,
								 const char *name, TimestampTz at, bool *local);

/* the same under the policy in force; NULL too where none is */
extern char *gov_parameter_in_force(const char *jurisdiction, const char *name, TimestampTz at);

/* ---- deadline ---- */
/* due_at of the run of this rule that the matter last started; false: none, or without an amount */
extern bool gov_deadline_due(int64 matter, const char *rule, TimestampTz *due_at);

/* was the last run of this rule in the matter ended late, or is it open past its due at that moment? */
extern bool gov_deadline_missed(int64 matter, const char *rule, TimestampTz at);

/* ---- form_change.c: a form's rows as figures ---- */
typedef struct GovItemCount
{
	char	   *item;			/* code of the catalogue; the words asked for where it has none */
	int64		before;			/* amounts */
	int64		after;
} GovItemCount;

typedef struct GovChange
{
	GovCapacity before;			/* of the system */
	GovCapacity after;
	GovItemCount *items;		/* what is counted in units, beside hosts */
	int			nitems;
} GovChange;

/* all that a form asks for, rows times quantity */
extern void gov_form_capacity(int64 matter, const char *form, TimestampTz at, GovCapacity *capacity);

/* what the form would make of the system as it is at the end of that local day */
extern void gov_change_capacity(int64 matter, const char *form, TimestampTz at, GovChange *change);

/*
 * Does any figure grow (or, where decreases count, shrink) by more than this
 * share, an amount: half is GOV_AMOUNT_ONE / 2?  Exact, strict.  *figure names
 * the first such, *undefined one that grows from nothing, which has no share;
 * NULL where there is none.
 */
extern bool gov_change_over(const GovChange *change, int64 share, bool counts_decrease,
							const char **figure, const char **undefined);

/* ---- document_guard.c ---- */

/*
 * Does a rule with these parameters concern the matter's system?  min_mlps: one
 * graded so high or higher; website_on: a website that stands on that network;
 * network: any system there, or where nobody knows; onboarding_kind: one that
 * comes in one of these ways.
 */
extern bool gov_rule_concerns(const GovMatter *matter, Jsonb *parameters);
extern const char *gov_concerns_fault(Jsonb *parameters);	/* for a GovParameterCheck */

/* is a document of this kind filed for the matter or its system, by who plays this role (NULL: by anyone)? */
extern bool gov_document_filed(const GovMatter *matter, const char *kind, const char *by);

/* ---- argument.c: arguments of the public functions ---- */
extern char *gov_argument_text(FunctionCallInfo fcinfo, int n); /* NULL: missing */
extern char *gov_argument_required(FunctionCallInfo fcinfo, int n, const char *name);
extern int64 gov_argument_id(FunctionCallInfo fcinfo, int n);	/* 0: missing */
extern TimestampTz gov_argument_moment(FunctionCallInfo fcinfo, int n); /* DT_NOBEGIN: missing */
extern DateADT gov_argument_day(FunctionCallInfo fcinfo, int n);	/* today when missing */

/* ---- moment.c: Beijing time in words, whatever the session says ---- */
extern char *gov_moment_text(TimestampTz moment);	/* 2026-03-10 14:05:00 */
extern char *gov_day_text(DateADT day); /* 2026-03-10 */

/*
 * A day (2026-03-10) or an instant (2026-03-10 09:30[:00[.5]], with T or a blank,
 * Beijing time unless Z or +hh:mm follows) as people and OA systems write it.
 * A day is its first instant, *whole_day true.  false: it is neither.
 */
extern bool gov_moment_parse(const char *text, TimestampTz *moment, bool *whole_day);

/* ---- init of the rooms ---- */
extern void gov_policy_init(void);
extern void gov_workflow_init(void);
extern void gov_wait_init(void);
extern void gov_document_init(void);
extern void gov_form_init(void);
extern void gov_catalogue_init(void);
extern void gov_system_init(void);
extern void gov_resource_init(void);
extern void gov_reduction_init(void);
extern void gov_deadline_init(void);

#endif							/* GOV_RULES_H */
