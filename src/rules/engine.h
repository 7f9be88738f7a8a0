/*
 * engine.h
 *		What the rooms policy, workflow, deadline and explain share: a policy
 *		compiled from its rows, and one pass through the door.
 *
 * Locks are taken in one order everywhere: a matter's ancestors, the oldest
 * first; the matter; its children by id; the system; the calendar (shared);
 * deadlines by id.
 */
#ifndef GOV_ENGINE_H
#define GOV_ENGINE_H

#include "rules/rules.h"

#include "fmgr.h"
#include "utils/array.h"

#define GOV_SYSTEM_ROLE		"system"	/* an automatic transition or an effect acts */
#define GOV_UNIT_ROLE		"using_unit"
#define GOV_PROVIDER_ROLE	"provider"
#define GOV_BACKDATING_ROLE	"backdating"

/* ---- registry.c ---- */
typedef struct GovGuardKind
{
	const char *name;
	GovGuard	guard;
	GovParameterCheck check;
	const char *meaning;
} GovGuardKind;

typedef struct GovEffectKind
{
	const char *name;
	GovEffect	effect;
	GovParameterCheck check;
	const char *meaning;
} GovEffectKind;

typedef struct GovPolicyPart
{
	const char *table;
	GovPolicyPartCheck check;	/* NULL: the rows need none beyond their constraints */
} GovPolicyPart;

extern const GovGuardKind *gov_guard_kind(const char *name);
extern const GovEffectKind *gov_effect_kind(const char *name);
extern void gov_tell_listeners(const GovAct *act);
extern const char *gov_about_table(const char *kind);	/* NULL: matters are not about such */
extern bool gov_about_has(const char *column);	/* a column of what matters may be about */
#define GOV_PARTS_MAX	32		/* tables that hold a part of a policy */

extern int	gov_policy_parts(void);
extern const GovPolicyPart *gov_policy_part(int i);

typedef struct GovPolicyName
{
	const char *key;
	const char *table;
	GovQuery	exists;			/* (policy, name): a row if there is one */
} GovPolicyName;

extern int	gov_policy_citations(void);
extern const char *gov_policy_citation(int i);
extern int	gov_policy_names(void);
extern GovPolicyName *gov_policy_name(int i);

/* ---- policy_load.c: the rows of one policy as structures ---- */
typedef struct GovGuardRow
{
	char	   *name;
	const GovGuardKind *kind;	/* NULL: not registered */
	Jsonb	   *parameters;
	bool		soft;
	char	   *rule;			/* its id; NULL: none of its own */
	char	   *article;
} GovGuardRow;

typedef struct GovEffectRow
{
	char	   *name;
	const GovEffectKind *kind;
	Jsonb	   *parameters;
	char	   *article;
} GovEffectRow;

typedef enum GovQuorum
{
	GOV_ANY, GOV_ALL, GOV_WEIGHTED
} GovQuorum;

typedef struct GovTransition
{
	char	   *code;
	char	   *rule;
	char	   *action;
	char	   *title;
	char	   *from;			/* NULL: the opening */
	char	   *to;				/* NULL: a milestone */
	char	  **actors;
	int			nactors;
	GovQuorum	quorum;
	Jsonb	   *weights;		/* weighted: of each role; else NULL */
	int			threshold;		/* weighted: the sum that completes it */
	bool		automatic;
	bool		decides;
	bool		repeatable;
	char	   *article;		/* NULL: the text is silent */
	GovGuardRow *guards;
	int			nguards;
	GovEffectRow *effects;
	int			neffects;
} GovTransition;

typedef enum GovDeadlineKind
{
	GOV_LATEST, GOV_EARLIEST, GOV_BACKWARD, GOV_UNQUANTIFIED, GOV_GIVEN
} GovDeadlineKind;

typedef struct GovDeadlineRule
{
	char	   *code;
	char	   *title;
	char	  **starts_on;
	int			nstarts;
	char	   *starts_from;
	char	  **ends_on;
	int			nends;
	char	  **cancelled_on;
	int			ncancels;
	bool		has_term;
	GovTerm		term;
	GovDeadlineKind kind;
	bool		rolls;
	char	   *obligor;
	bool		soft;
	bool		survives;
	GovGuardRow guard;			/* name NULL: it starts without one */
	char	   *article;
} GovDeadlineRule;

typedef struct GovState
{
	char	   *state;
	char	   *title;
	char	   *outcome;		/* NULL: not an end state */
} GovState;

typedef struct GovProcedure
{
	char	   *code;
	char	   *title;
	char	   *subject;
	bool		changes_resources;
	char	   *rule;
	char	   *article;
	GovState   *states;
	int			nstates;
	GovTransition *transitions; /* by code */
	int			ntransitions;
	GovTransition *opening;		/* NULL only in a draft */
	GovDeadlineRule *deadlines; /* by code */
	int			ndeadlines;
} GovProcedure;

typedef struct GovLabel			/* an article or a role, with its words */
{
	char	   *code;
	char	   *title;
} GovLabel;

typedef struct GovPolicy
{
	char	   *code;
	char	   *title;
	char	   *doc_number;
	char	   *calendar;		/* NULL: the jurisdiction's */
	char	   *status;
	GovProcedure *procedures;
	int			nprocedures;
	GovLabel   *articles;
	int			narticles;
	GovLabel   *roles;
	int			nroles;
} GovPolicy;

/* compiles the rows as they are, into the current memory context; NULL: no such policy */
extern GovPolicy *gov_policy_load(const char *code);

/* a published policy, compiled once a session; valid until the transaction ends */
extern const GovPolicy *gov_policy(const char *code);

/* ---- policy_find.c: looking things up in it; NULL when not there ---- */
extern const GovProcedure *gov_procedure(const GovPolicy *policy, const char *code);
extern const GovState *gov_state(const GovProcedure *procedure, const char *state);
extern const GovTransition *gov_transition(const GovProcedure *procedure, const char *code);
extern const GovTransition *gov_transition_from(const GovProcedure *procedure,
												const char *state, const char *action);
extern const GovDeadlineRule *gov_deadline_rule(const GovProcedure *procedure, const char *code);
extern bool gov_listed(char **list, int count, const char *name);
extern const char *gov_role_title(const GovPolicy *policy, const char *role);
extern char *gov_actor_names(const GovTransition *transition);	/* 'authority, provider' */

/* ---- policy_check.c ---- */
typedef struct GovFault
{
	const char *object;			/* 'transition EX-T02' */
	const char *fault;
	const char *hint;			/* how to mend it; NULL: the fault says it */
} GovFault;

extern List *gov_policy_faults(const GovPolicy *policy);	/* of GovFault * */

/* ---- policy_circle.c ---- */
extern void gov_policy_check_circles(GovPolicyFaults *faults, const GovProcedure *procedure);

/* ---- argument.c: what is this floor's alone ---- */
extern Jsonb *gov_argument_object(FunctionCallInfo fcinfo, int n, const char *name);
/* the function's name and its first arguments as one text, by which a repeated request is known */
extern char *gov_arguments_text(FunctionCallInfo fcinfo, int nargs);
extern void gov_argument_actor(const char *acting_for, const char *person);
extern void gov_json_put(StringInfo json, const char *name, const char *value);
extern void gov_json_put_id(StringInfo json, const char *name, int64 id);
extern void gov_json_put_moment(StringInfo json, const char *name, TimestampTz moment);
extern char *gov_json_text(Jsonb *object);

/* ---- data_guard.c: what an act says ---- */
extern void gov_data_guard_init(void);

/* ---- policy.c ---- */
extern const char *gov_value_fault(const char *kind, ArrayType *choices, const char *value);

/* ---- policy_publish.c ---- */
extern bool gov_restoring(void);	/* a dump is being restored */

/* ---- workflow_matter.c: the row ---- */
extern bool gov_door_open(void);	/* a statement of the door itself is at work */

/* NULL: none; *overtaken: another actor was at work on it while we waited */
extern GovMatter *gov_matter_lock(int64 id, bool *overtaken);
extern GovMatter *gov_matter_of_row(HeapTuple row, TupleDesc desc);
extern void gov_matter_lock_ancestors(const GovMatter *matter, bool wait);
extern void gov_matter_insert(const GovMatter *matter);
extern void gov_matter_update(GovMatter *matter);
extern const GovProcedure *gov_matter_procedure(const GovMatter *matter, const GovPolicy **policy);
extern void gov_refuse_unseen(int64 matter) pg_attribute_noreturn();

/* ---- workflow_door.c: one pass through the door ---- */
typedef struct GovPass
{
	GovAct		act;			/* what guards, effects and listeners see */
	const GovPolicy *policy;
	const GovProcedure *procedure;
	const GovTransition *transition;
	bool		by_system;		/* automatic, or an effect: no role is asked */
	bool		written;		/* the statement that fired the trigger wrote the row */
	bool		from_clock;		/* nobody said when it occurred */
	const char *on_behalf;		/* for whom the caller says he acts; NULL: not said */
	bool		backdated;
	char	   *remark;			/* soft guards overridden; NULL: none */
	List	   *withheld;		/* of GovDeadlineRule *: rules whose guard keeps them from starting */
	struct GovPass *outer;		/* the pass whose effect this one is */
} GovPass;

/* the matter is locked, act.occurred_at checked for order; SPI is connected */
extern void gov_pass(GovPass *pass);

/* automatic transitions of a locked matter, then of the matters above it */
extern void gov_settle(GovMatter *matter, TimestampTz occurred_at);

/* ---- workflow_event.c ---- */
extern void gov_event_write(GovPass *pass);
extern void gov_event_audit(const GovPass *pass, const char *before);
extern Jsonb *gov_opening_data(const GovAct *act);	/* NULL: the matter was opened without */
extern char *gov_matter_text(const GovMatter *matter);

/* ---- workflow_standing.c: in which role, and for whom ---- */
typedef struct GovStanding
{
	const char *role;			/* NULL: in none */
	int64		principal;		/* 0: his own role; else whose it is, by delegation */
} GovStanding;

/*
 * The first of the roles that the caller holds himself, else that he was
 * delegated; on_behalf (a login or a name, or NULL) asks for a delegation of
 * that person.  When several persons delegated him the same and none is named
 * he is refused, unless nobody minds who it is (any_principal).
 */
extern GovStanding gov_actor_standing(const GovMatter *matter, const GovCaller *caller, char **roles, int nroles,
									  TimestampTz at, const char *on_behalf, bool any_principal);
extern bool gov_may_act(const GovMatter *matter, const GovCaller *caller, char **roles, int nroles);	/* now */

/* what he does by delegation cannot be taken back while he does it; refuses what was */
extern void gov_standing_hold(const GovStanding *standing, const GovMatter *matter, const GovCaller *caller);

/* did the actor, or for whom he acts, do this transition (NULL: anything), for the applicant's or the unit's side? */
extern bool gov_took_part(const GovAct *act, const char *transition, bool as_applicant);

/* ---- workflow_actor.c: who may, and when ---- */
extern TimestampTz gov_act_time(const GovMatter *matter, const GovCaller *caller,
								TimestampTz given, bool *backdated);	/* DT_NOBEGIN: not given */
extern void gov_resolve_actor(GovPass *pass);
extern void gov_check_own_matter(const GovPass *pass);

/* ---- workflow_quorum.c: the voices of a quorum that is being gathered ---- */
typedef struct GovVoices
{
	char	  **spoken;			/* roles, in the order in which they spoke */
	int64	   *persons;		/* who spoke for them; 0: the system */
	int64	   *principals;		/* for whom by delegation; 0: for himself */
	int			nspoken;
	char	  **remaining;		/* roles that have not spoken */
	int			nremaining;
	int64		weight;			/* what was said so far weighs; weighted only */
} GovVoices;

extern void gov_voices(const GovMatter *matter, const GovTransition *transition, GovVoices *voices);
extern int64 gov_role_weight(const GovTransition *transition, const char *role);
extern bool gov_voice_completes(const GovTransition *transition, const GovVoices *voices, const char *role);

/* ---- workflow_gate.c ---- */
extern void gov_ask_gates(const GovPass *pass);

/* ---- workflow_guard.c ---- */
extern void gov_check_guards(GovPass *pass);
extern bool gov_guards_hold(const GovPass *pass);
extern bool gov_guard_holds(const GovPass *pass, const GovGuardRow *row);

/* ---- workflow_next.c: what is possible now ---- */
extern List *gov_next_transitions(const GovProcedure *procedure, const GovMatter *matter);
extern char *gov_next_actions(const GovProcedure *procedure, const GovMatter *matter);	/* 'submit, withdraw' */
extern char *gov_next_hint(const GovProcedure *procedure, const GovMatter *matter);

/* ---- workflow_open.c ---- */
typedef struct GovOpening
{
	const char *procedure;
	int64		system;			/* 0: none */
	int64		unit;			/* 0: the system's, else the caller's */
	const char *jurisdiction;	/* NULL: the system's, else the unit's */
	GovMatter  *parent;			/* NULL: none; locked */
	const char *about_kind;
	int64		about_id;
	TimestampTz occurred_at;	/* DT_NOBEGIN: now */
	const char *opinion;
	const char *acting_for;
	const char *on_behalf;
	Jsonb	   *data;
	bool		by_system;
} GovOpening;

extern GovMatter *gov_open(const GovOpening *opening);

/* ---- workflow_about.c: what a matter is about beside its system ---- */
extern void gov_check_about(const GovOpening *opening);

/* whose row of a registered table it is, 0 and NULL where it does not say; false: there is none; SPI is connected */
extern bool gov_about_owner(const char *table, int64 id, int64 *unit, int64 *provider, char **jurisdiction);

/* ---- workflow_act.c ---- */
typedef struct GovCall
{
	int64		matter;
	const char *action;
	TimestampTz occurred_at;	/* DT_NOBEGIN: now */
	const char *opinion;
	const char *acting_for;
	const char *on_behalf;
	Jsonb	   *data;
} GovCall;

extern GovMatter *gov_act_as_caller(const GovCall *call, int64 *event);

/* ---- workflow_request.c: the same request is answered once ---- */
typedef struct GovRequest
{
	char	   *id;				/* NULL: none was given */
	int64		organization;
	Jsonb	   *answer;			/* NULL: not answered yet */
} GovRequest;

extern void gov_request_begin(GovRequest *request, char *id, const char *content);
extern void gov_request_end(const GovRequest *request, const char *answer);

/* ---- deadline_follow.c: which terms an act starts, ends, cancels ---- */
extern void gov_deadlines_foresee(GovPass *pass);	/* before the act: which it will not start */
extern void gov_deadlines_follow(const GovPass *pass);

#endif							/* GOV_ENGINE_H */
