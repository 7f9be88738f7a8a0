/*
 * base.h
 *		Floor 0: who is asking, what may be seen, what is written down, what
 *		the time is, how a refusal is said, how SQL is run from C.
 */
#ifndef GOV_BASE_H
#define GOV_BASE_H

#include "postgres.h"

#include "executor/spi.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "utils/date.h"
#include "utils/timestamp.h"

/* ---- errors.c: one SQLSTATE a kind of refusal (class ZW, table in the docs) ---- */
#define GOV_ERRCODE(n1, n2)		MAKE_SQLSTATE('Z', 'W', '0', n1, n2)
#define GOV_ERR_UNKNOWN_CALLER	GOV_ERRCODE('0', '1')	/* login is no person here */
#define GOV_ERR_WRONG_ROLE		GOV_ERRCODE('0', '2')	/* role or power not held */
#define GOV_ERR_WRONG_STATE		GOV_ERRCODE('0', '3')	/* action not open in this state */
#define GOV_ERR_EVIDENCE		GOV_ERRCODE('0', '4')	/* a document is missing */
#define GOV_ERR_GUARD			GOV_ERRCODE('0', '5')	/* a condition of the rule is not met */
#define GOV_ERR_TIME_ORDER		GOV_ERRCODE('0', '6')	/* before the last event, or in the future */
#define GOV_ERR_OWN_MATTER		GOV_ERRCODE('0', '7')	/* nobody decides his own matter */
#define GOV_ERR_NOT_VISIBLE		GOV_ERRCODE('0', '8')	/* not your unit's, or does not exist */
#define GOV_ERR_FORM			GOV_ERRCODE('0', '9')	/* form fields missing or wrong, all named */
#define GOV_ERR_REQUEST			GOV_ERRCODE('1', '0')	/* request_id used with other content */
#define GOV_ERR_CONCURRENT		GOV_ERRCODE('1', '1')	/* another actor was first */
#define GOV_ERR_STORAGE			GOV_ERRCODE('1', '2')	/* install_storage() has not run */
#define GOV_ERR_POLICY			GOV_ERRCODE('1', '3')	/* a policy row is invalid or names the unknown */
#define GOV_ERR_FROZEN			GOV_ERRCODE('1', '4')	/* facts are never updated */
#define GOV_ERR_CALENDAR		GOV_ERRCODE('1', '5')	/* outside what a calendar can answer */
#define GOV_ERR_ADMIN			GOV_ERRCODE('1', '6')	/* holds two of three administrator roles */
#define GOV_ERR_BACKDATING		GOV_ERRCODE('1', '7')	/* the past needs the role for it */
#define GOV_ERR_PRICE			GOV_ERRCODE('1', '8')	/* no price, or a gap in the list */
#define GOV_ERR_SOURCE			GOV_ERRCODE('1', '9')	/* a source's settings are wrong */
#define GOV_ERR_CLONE			GOV_ERRCODE('2', '0')	/* a restored copy must be adopted first */
#define GOV_ERR_OPEN_MATTER		GOV_ERRCODE('2', '1')	/* another matter already changes this system */
#define GOV_ERR_DROP			GOV_ERRCODE('2', '2')	/* would destroy data */
#define GOV_ERR_IDENTITY		GOV_ERRCODE('2', '3')	/* a party's code or record is not valid */
#define GOV_ERR_VERSION			GOV_ERRCODE('2', '4')	/* library and SQL are of different versions */

/*
 * A refusal of the domain: SQLSTATE, machine code (arrives as CONSTRAINT),
 * the article that refuses (arrives as DETAIL, may be NULL), what to do
 * (HINT, may be NULL), and the message.
 */
extern void gov_refuse(int sqlstate, const char *code, const char *article,
					   const char *hint, const char *fmt,...)
			pg_attribute_printf(5, 6) pg_attribute_noreturn();

extern char *gov_format(const char *fmt, va_list args)	/* a text of any length */
			pg_attribute_printf(1, 0);

/* ---- attempt.c: in a subtransaction; NULL, or the error, with nothing done.  A cancel or shutdown goes on. ---- */
typedef void (*GovAttempt) (void *arg);

extern ErrorData *gov_attempt(GovAttempt what, void *arg);

/* ---- clock.c: the one clock ---- */
extern TimestampTz gov_now(void);
extern TimestampTz gov_real_now(void);	/* the wall clock whatever is set: "recorded" columns */
extern bool gov_clock_replaced(void);
extern DateADT gov_local_date(TimestampTz moment);	/* the day in Beijing, whatever TimeZone is set */

/* ---- extension.c ---- */
extern Oid	gov_extension(void);	/* InvalidOid: not installed here; refuses ZW024 on another version */
extern void gov_check_version(Oid extension);

/* ---- identity.c: the caller is session_user -> person -> organization ---- */
typedef struct GovCaller
{
	const char *login;			/* session_user */
	int64		person;			/* 0: the system actor (worker) */
	int64		organization;	/* on whose behalf he acts */
	int64		own_organization;	/* where he belongs; differs under act_as() */
	bool		worker;			/* the background worker */
} GovCaller;

/* the caller; refuses ZW001 when session_user is no valid person here */
extern const GovCaller *gov_caller(void);
extern const GovCaller *gov_caller_or_null(void);	/* for what a mere login may do */
extern void gov_forget_caller(void);	/* identity rows changed */
extern void gov_act_as(int64 organization, const char *person);	/* until the transaction ends */
extern void gov_act_as_worker(bool on); /* the system actor, until the transaction ends at the latest */

/*
 * does this person hold this role for this organization in this jurisdiction
 * at that day?  organization 0, jurisdiction NULL: for any
 */
extern bool gov_role_held(int64 person, int64 organization, const char *role,
						  const char *jurisdiction, TimestampTz at);

/* refuses ZW002/ZW016 unless session_user is a member of this administrator role */
extern void gov_require_admin(const char *pg_role);
extern bool gov_is_admin(const char *pg_role);

/* ---- delegation.c: one person acts for another (代办) ---- */
typedef struct GovDelegation
{
	int64		id;
	int64		principal;
	int64		delegate;
	int64		organization;
	const char *role;
	const char *jurisdiction;
	DateADT		from;
	DateADT		until;			/* the first day on which it no longer holds */
	const char *reason;			/* of giving it, or of revoking it */
	bool		revoked;
} GovDelegation;

typedef void (*GovDelegationListener) (const GovDelegation *delegation);

/* called when one was given or revoked, in its transaction */
extern void gov_register_delegation_listener(GovDelegationListener listener);

/* for whom a person may act in this role at that day: list of int64 *, by id */
extern List *gov_role_delegated(int64 person, int64 organization, const char *role,
								const char *jurisdiction, TimestampTz at);

/* keeps that delegation from being revoked before this transaction ends; false: it was */
extern bool gov_delegation_hold(int64 principal, int64 delegate, int64 organization,
								const char *role, const char *jurisdiction, TimestampTz at);

/* the name of a person, and the one of these persons whom a login or a name means (0: none) */
extern char *gov_person_name(int64 person);
extern int64 gov_person_among(List *persons, const char *named);

/* ---- uscc.c: refuses ZW023 unless it is a unified social credit code (GB 32100-2015) ---- */
extern void gov_require_credit_code(const char *code);

/* ---- words.c: opinions, reasons, titles, names ---- */
#define GOV_MOST_OPINION	10000	/* characters */
#define GOV_MOST_REASON		1000
#define GOV_MOST_TITLE		300
#define GOV_MOST_NAME		200

extern bool gov_is_blank(const char *words);	/* NULL is */

/* refuse ZW009 what is too long or has control characters; lines: it may have several.  NULL is well ... */
extern void gov_check_words(const char *words, const char *name, int most, bool lines);
extern void gov_require_words(const char *words, const char *name, int most, bool lines);	/* ... here not */

/* ---- known.c: answers about parties, kept by the session until their rows change ---- */
typedef struct GovKnown
{
	int64		first;
	int64		second;
	uint32		asked_in;		/* set by gov_recall() for gov_remember() */
} GovKnown;

/* question: a text that says all it depends on, the day too; false: ask, then remember */
extern bool gov_recall(const char *question, GovKnown *answer);
extern void gov_remember(const char *question, const GovKnown *answer);

/* ---- access.c: the same answers row security gives ---- */

/*
 * may the caller see a row of this unit, served by this provider (0: none), in
 * this jurisdiction?  The unit, the provider, and who oversees the jurisdiction
 * may.  Tables say so by the columns unit_id, provider_id and jurisdiction.
 */
extern bool gov_row_visible(int64 unit, int64 provider, const char *jurisdiction);

/* ---- audit.c: one line a deed, in the transaction of the deed ---- */
typedef struct GovAudit
{
	const char *event;			/* 'act', 'grant_role', 'load_calendar', ... */
	const char *object_kind;	/* 'matter', 'price', ... */
	const char *object_id;
	int64		unit;			/* 0: none */
	const char *jurisdiction;	/* may be NULL */
	const char *before;			/* canonical text of the object, NULL: none; only its digest is stored */
	const char *after;
	const char *note;			/* may be NULL; stored as is */
	const char *payload;		/* JSON text, may be NULL; stored as is */
} GovAudit;

extern void gov_audit(const GovAudit *entry);

/* ---- canonical.c: bytes that depend on values alone, for digests ---- */
extern void gov_canonical_column(StringInfo out, Oid type, Datum value, bool isnull);

/* ---- instance.c: home, or a restored copy? ---- */
extern bool gov_instance_is_home(void);
extern int32 gov_instance_epoch(void);	/* of the audit; refuses ZW020 in a copy */

/* ---- query.c: SPI with plans kept for the session ---- */
typedef struct GovQuery
{
	const char *sql;			/* every name qualified */
	int			nargs;
	Oid			argtypes[20];
	SPIPlanPtr	plan;			/* filled on first use */
} GovQuery;

/*
 * Runs a query inside SPI_connect()..SPI_finish() of the caller, under the
 * search_path of the product and as the owner of the product's tables when
 * called from a SECURITY DEFINER function.  Returns SPI_processed; rows are in
 * SPI_tuptable.  nulls may be NULL (no nulls).
 */
extern uint64 gov_query(GovQuery *query, Datum *values, const char *nulls,
						bool read_only, long limit);

/* the first row's column as a C string / Datum in the caller's own context; NULL when no row */
extern char *gov_query_text(GovQuery *query, Datum *values, const char *nulls);
extern bool gov_query_datum(GovQuery *query, Datum *values, const char *nulls,
							Datum *result, bool *isnull);

/* calls a function for each row, in batches: for results that may be large */
typedef void (*GovRowFunction) (HeapTuple row, TupleDesc desc, void *arg);
extern void gov_query_each(GovQuery *query, Datum *values, const char *nulls,
						   GovRowFunction row, void *arg);

/* the query's rows are what a set-returning function answers; types must agree */
extern void gov_query_rows(FunctionCallInfo fcinfo, GovQuery *query, Datum *values, const char *nulls);

/* statements without parameters and results (DDL), under the product's search_path */
extern void gov_run(const char *sql);

/* the product's search_path for C that runs SQL itself; leave with what enter returned */
extern int	gov_enter_search_path(void);
extern void gov_leave_search_path(int nest);

/* ---- store.c: row-at-a-time inserts the way ExecSimpleRelationInsert does ---- */
typedef struct GovColumn
{
	const char *name;
	Datum		value;
	bool		isnull;
} GovColumn;

/*
 * Inserts one row into a table of the product: defaults for columns not named,
 * tuple routing, constraints, indexes, AFTER triggers.  Falls back to SPI when
 * the target is not a plain local heap.  Returns nothing; never for tables with
 * exclusion constraints.
 */
extern void gov_insert(const char *schema, const char *table,
					   const GovColumn *columns, int ncolumns);

/*
 * Changes columns of the row with this id (the table's primary key), whose lock
 * the caller holds, in the same way.  false: there is no such row, or its
 * integer column "version" is not the one expected.
 */
extern bool gov_update(const char *schema, const char *table, int64 id,
					   const char *version, int32 expected,
					   const GovColumn *columns, int ncolumns);

/* next value of a product sequence, for rows whose key C must know */
extern int64 gov_nextval(const char *schema, const char *sequence);

/* ---- lookup.c: rows of gov_cloud by one bigint key, without a statement ---- */
typedef void (*GovRowReader) (HeapTuple row, TupleDesc desc, void *context);

/* each row that is committed now and has the key, by the index that the key leads */
extern void gov_lookup(const char *table, const char *index, int64 key,
					   GovRowReader reader, void *context);

/*
 * The newest version of the row with this primary key, locked against other
 * writers; *changed: it changed while the caller waited.  false: there is none,
 * or (without wait) somebody is at work on it.
 */
extern bool gov_lock_row(const char *table, int64 id, bool wait, bool *changed,
						 GovRowReader reader, void *context);

/* ---- storage.c: install_storage() asks each room for its partitioned tables ---- */
typedef void (*GovStorageInstaller) (void);
extern void gov_register_storage(const char *room, GovStorageInstaller install);

extern bool gov_storage_exists(const char *table);	/* in gov_cloud_data */

/*
 * For installers and for who makes partitions later: idempotent, safe against
 * a second maker, false when it was there.  Bounds are literals with +08.
 */
extern bool gov_make_partition(const char *parent, const char *partition,
							   const char *from, const char *until);
extern bool gov_make_month_partition(const char *parent, int year, int month);
extern void gov_drop_partition(const char *partition);	/* past the guard, audited */
extern void gov_month_of(TimestampTz moment, int *year, int *month);

/* ---- roles.c: owner, rights, row security and dump of every table ---- */
extern void gov_protect_storage(void);
extern void gov_protect_partition(const char *partition);

/* refuses ZW012 with the hint to run install_storage() when it has not run */
extern void gov_require_storage(void);

/* ---- digest.c: libcrypto ---- */
extern bytea *gov_sm3(const void *data, Size len);
extern bytea *gov_sha256(const void *data, Size len);

/* ---- init of the rooms ---- */
extern void gov_clock_init(void);
extern void gov_identity_init(void);
extern void gov_instance_init(void);
extern void gov_audit_init(void);
extern void gov_guard_init(void);
extern void gov_guc_close(void);	/* after the last setting of the last room */

#endif							/* GOV_BASE_H */
