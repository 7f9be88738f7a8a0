/*
 * settings.c
 *		What the administrator of the server decides about the worker.
 *
 * All of them are of the configuration file, not of a session: a session could
 * otherwise widen where the server connects to or which files it reads.
 */
#include "worker/worker.h"

#include "utils/guc.h"
#include "utils/varlena.h"

char	   *gov_databases = NULL;
int			gov_naptime = 10;
int			gov_task_timeout = 300;
int			gov_task_history = 30;
char	   *gov_credentials_directory = NULL;
bool		gov_allow_http = false;
GovNet	   *gov_allowed_nets = NULL;
int			gov_allowed_net_count = 0;
int			gov_fetch_connections = 16;
int			gov_fetch_connect_timeout = 5000;
int			gov_fetch_timeout = 30000;
int			gov_fetch_deadline = 300;
int			gov_fetch_max_body = 32768;

static char *allow_addresses = NULL;

/* the parsed list, as check and assign hooks hand it on */
typedef struct NetList
{
	int			count;
	GovNet		nets[FLEXIBLE_ARRAY_MEMBER];
} NetList;

/* check hook: a list of networks */
static bool
check_allow_addresses(char **newval, void **extra, GucSource source)
{
	GovNet		nets[GOV_MAX_NETS];
	char		wrong[64];
	int			count = gov_read_nets(*newval, nets, wrong, sizeof(wrong));
	NetList    *list;

	if (count < 0)
	{
		GUC_check_errdetail("\"%s\" is no network, or there are more than %d.", wrong, GOV_MAX_NETS);
		GUC_check_errhint("Give addresses or networks such as '10.0.0.0/8, 192.168.7.5, fd00::/8'.");
		return false;
	}
	list = malloc(offsetof(NetList, nets) + count * sizeof(GovNet));
	if (list == NULL)
		return false;
	list->count = count;
	memcpy(list->nets, nets, count * sizeof(GovNet));
	*extra = list;
	return true;
}

/* assign hook */
static void
assign_allow_addresses(const char *newval, void *extra)
{
	NetList    *list = extra;

	gov_allowed_nets = list->nets;
	gov_allowed_net_count = list->count;
}

/* check hook: a relative path would depend on where the server was started */
static bool
check_directory(char **newval, void **extra, GucSource source)
{
	if (**newval != '\0' && !is_absolute_path(*newval))
	{
		GUC_check_errhint("Give an absolute path.");
		return false;
	}
	return true;
}

/* check hook: names separated by commas, as shared_preload_libraries has them */
static bool
check_databases(char **newval, void **extra, GucSource source)
{
	char	   *copy = pstrdup(*newval);
	List	   *names;
	bool		ok = SplitIdentifierString(copy, ',', &names);

	if (!ok)
		GUC_check_errhint("Give database names separated by commas.");
	list_free(names);
	pfree(copy);
	return ok;
}

/* the worker's rhythm */
static void
define_worker_settings(void)
{
	DefineCustomStringVariable("gov_cloud.databases",
							   "Databases a background worker serves.",
							   "Needs gov_cloud in shared_preload_libraries. Empty: none.",
							   &gov_databases, "", PGC_SIGHUP, GUC_LIST_INPUT,
							   check_databases, NULL, NULL);
	DefineCustomIntVariable("gov_cloud.naptime",
							"Longest time between two looks of the worker at its tasks.",
							NULL, &gov_naptime, 10, 1, 600, PGC_SIGHUP, GUC_UNIT_S,
							NULL, NULL, NULL);
	DefineCustomIntVariable("gov_cloud.task_timeout",
							"Longest time one transaction of a task may take.",
							NULL, &gov_task_timeout, 300, 1, 86400, PGC_SIGHUP, GUC_UNIT_S,
							NULL, NULL, NULL);
	DefineCustomIntVariable("gov_cloud.task_history",
							"Days the runs of tasks are remembered.",
							NULL, &gov_task_history, 30, 1, 3650, PGC_SIGHUP, 0,
							NULL, NULL, NULL);
}

/* the way to the network */
static void
define_fetch_settings(void)
{
	DefineCustomStringVariable("gov_cloud.credentials_directory",
							   "Directory of the files that hold passwords, tokens and CA certificates of sources.",
							   "Secrets must be files of mode 0600 that belong to the server's user.",
							   &gov_credentials_directory, "", PGC_SIGHUP, GUC_SUPERUSER_ONLY,
							   check_directory, NULL, NULL);
	DefineCustomStringVariable("gov_cloud.allow_addresses",
							   "Networks the worker may connect to beside public addresses.",
							   "Loopback, link-local, private and reserved addresses are refused unless listed.",
							   &allow_addresses, "", PGC_SIGHUP, 0,
							   check_allow_addresses, assign_allow_addresses, NULL);
	DefineCustomBoolVariable("gov_cloud.allow_http",
							 "Lets the worker fetch without TLS.",
							 NULL, &gov_allow_http, false, PGC_SIGHUP, 0, NULL, NULL, NULL);
	DefineCustomIntVariable("gov_cloud.fetch_connections",
							"Transfers the worker runs at a time.",
							NULL, &gov_fetch_connections, 16, 1, 256, PGC_SIGHUP, 0,
							NULL, NULL, NULL);
	DefineCustomIntVariable("gov_cloud.fetch_connect_timeout",
							"Longest time to resolve a name and connect.",
							NULL, &gov_fetch_connect_timeout, 5000, 10, 600000, PGC_SIGHUP, GUC_UNIT_MS,
							NULL, NULL, NULL);
	DefineCustomIntVariable("gov_cloud.fetch_timeout",
							"Longest time of one transfer.",
							"Where its source does not say otherwise.", &gov_fetch_timeout, 30000, 10, 3600000, PGC_SIGHUP, GUC_UNIT_MS,
							NULL, NULL, NULL);
	DefineCustomIntVariable("gov_cloud.fetch_deadline",
							"Longest time of one round of transfers of a task.",
							NULL, &gov_fetch_deadline, 300, 1, 86400, PGC_SIGHUP, GUC_UNIT_S,
							NULL, NULL, NULL);
	DefineCustomIntVariable("gov_cloud.fetch_max_body",
							"Largest answer the worker reads.",
							NULL, &gov_fetch_max_body, 32768, 1, 262144, PGC_SIGHUP, GUC_UNIT_KB,
							NULL, NULL, NULL);
}

/* called from _PG_init */
void
gov_worker_settings_init(void)
{
	define_worker_settings();
	define_fetch_settings();
}
