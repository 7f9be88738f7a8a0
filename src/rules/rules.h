/*
 * rules.h
 *		Floor 2: systems, resources, policies as rows, matters and the one door,
 *		documents, forms, the deadline ledger.
 */
#ifndef GOV_RULES_H
#define GOV_RULES_H

#include "base/base.h"
#include "time/time.h"
#include "utils/jsonb.h"

/* ---- workflow.c: a matter, an act upon it ---- */
typedef struct GovMatter
{
	int64		id;
	char	   *policy;
	char	   *procedure;
	char	   *state;
	int64		unit;
	char	   *jurisdiction;
	int64		provider;		/* 0: none */
	int64		system;			/* 0: none */
	int64		parent;			/* 0: none */
	char	   *about_kind;		/* NULL: none */
	int64		about_id;
	int64		opened_by;		/* person */
	TimestampTz opened_at;
	TimestampTz last_event_at;
} GovMatter;

typedef struct GovAct
{
	GovMatter  *matter;
	const char *transition;		/* its code */
	const char *action;
	const char *to_state;		/* NULL: milestone */
	const char *article;
	const char *role;			/* in which the caller acts */
	const GovCaller *caller;
	TimestampTz occurred_at;
	const char *opinion;
	const char *acting_for;
	Jsonb	   *data;			/* NULL: none */
	int64		event;			/* matter_event.id; 0 while guards run */
} GovAct;

/*
 * Guards, effects and listeners are registered by name, by any floor, in its
 * x_init(); policy rows name them and publish_policy() refuses unknown names.
 * check looks at the parameters when a policy is published; it returns NULL or
 * what is wrong.
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

extern void gov_register_guard(const char *name, GovGuard guard,
							   GovParameterCheck check, const char *meaning);
extern void gov_register_effect(const char *name, GovEffect effect,
								GovParameterCheck check, const char *meaning);
extern void gov_register_listener(GovListener listener);	/* after every event */

/* parameters of guards and effects; NULL / default when absent */
extern char *gov_parameter_text(Jsonb *parameters, const char *key);
extern int64 gov_parameter_int(Jsonb *parameters, const char *key, int64 absent);
extern bool gov_parameter_bool(Jsonb *parameters, const char *key, bool absent);

/* the one door, for effects of higher floors that open or move other matters as the system actor */
extern GovMatter *gov_matter_read(int64 id, bool lock);
extern int64 gov_open_matter(const char *procedure, int64 system, int64 unit,
							 const char *jurisdiction, int64 parent,
							 const char *about_kind, int64 about_id,
							 TimestampTz occurred_at);
extern void gov_act(int64 matter, const char *action, TimestampTz occurred_at,
					const char *opinion, Jsonb *data);

/* ---- policy.c ---- */
/* the policy in force in a jurisdiction on that day; refuses ZW013 when none */
extern char *gov_policy_in_force(const char *jurisdiction, TimestampTz at);

/*
 * A parameter's value: the local rule of the jurisdiction on that day, else the
 * policy's default; NULL when the text says nothing.  *local tells which.
 */
extern char *gov_parameter_value(const char *policy, const char *jurisdiction,
								 const char *name, TimestampTz at, bool *local);

/* ---- resource.c ---- */
/* closes the specification in force and opens the next from that local day */
extern void gov_specify(int64 resource, TimestampTz at, const char *vcpu,
						const char *memory_gb, const char *storage_gb,
						const char *bandwidth_mbps, const char *quantity, int64 matter);
extern void gov_release_resource(int64 resource, TimestampTz at, int64 matter);

/* ---- init of the rooms ---- */
extern void gov_policy_init(void);
extern void gov_workflow_init(void);
extern void gov_document_init(void);
extern void gov_form_init(void);
extern void gov_system_init(void);
extern void gov_resource_init(void);
extern void gov_deadline_init(void);

#endif							/* GOV_RULES_H */
