/*
 * preflight.c
 *		Is the server set up so that what we promise can be kept?
 *
 * A committed line must survive a crash, strangers must not come in, and the
 * administrators must be apart (GB/T 22239 8.1.4).  Nothing is changed here.
 */
#include "base/base.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/builtins.h"

/*
 * Each row: what is checked, whether it holds, what was found, what is wanted.
 * CVE-2024-10976 (row security and cached plans) was mended in 15.9.
 */
static GovQuery checks = {
	"WITH setting AS (SELECT name, setting FROM pg_catalog.pg_settings),"
	" wanted (name, good, wanted) AS (VALUES"
	" ('fsync', ARRAY['on'], 'on'),"
	" ('full_page_writes', ARRAY['on'], 'on'),"
	" ('synchronous_commit', ARRAY['on', 'remote_write', 'remote_apply', 'local'], 'on'),"
	" ('data_checksums', ARRAY['on'], 'on: initdb --data-checksums'),"
	" ('password_encryption', ARRAY['scram-sha-256'], 'scram-sha-256'),"
	" ('gov_cloud.allow_clock', ARRAY['off'], 'off, but for tests'),"
	" ('row_security', ARRAY['on'], 'on'))"
	" SELECT w.name, s.setting OPERATOR(pg_catalog.=) ANY (w.good), s.setting, w.wanted"
	" FROM wanted w JOIN setting s USING (name)"
	" UNION ALL SELECT 'idle_session_timeout', s.setting OPERATOR(pg_catalog.<>) '0', s.setting,"
	" 'a time after which an idle session ends' FROM setting s WHERE s.name OPERATOR(pg_catalog.=) 'idle_session_timeout'"
	" UNION ALL SELECT 'server_version', s.setting::pg_catalog.int4 OPERATOR(pg_catalog.>=) 150009, s.setting, '150009 or later'"
	" FROM setting s WHERE s.name OPERATOR(pg_catalog.=) 'server_version_num'"
	/* the setting of the list is a superuser's to see; preloaded, this one is the postmaster's */
	" UNION ALL SELECT 'preloaded', p.context OPERATOR(pg_catalog.=) 'postmaster', p.context,"
	" 'gov_cloud in shared_preload_libraries: the worker, and settings that only the server''s start changes'"
	" FROM pg_catalog.pg_settings p WHERE p.name OPERATOR(pg_catalog.=) 'gov_cloud.allow_clock'"
	" UNION ALL SELECT 'storage', pg_catalog.to_regclass('gov_cloud_data.audit_event') IS NOT NULL,"
	" COALESCE(pg_catalog.to_regclass('gov_cloud_data.audit_event')::pg_catalog.text, 'missing'), 'install_storage() has run'"
	" UNION ALL SELECT 'owner_without_members', pg_catalog.count(*) OPERATOR(pg_catalog.=) 0,"
	" COALESCE(pg_catalog.string_agg(pg_catalog.pg_get_userbyid(m.member), ', '), 'none'), 'nobody is a member of gov_cloud_owner'"
	" FROM pg_catalog.pg_auth_members m WHERE m.roleid OPERATOR(pg_catalog.=)"
	" (SELECT oid FROM pg_catalog.pg_roles WHERE rolname OPERATOR(pg_catalog.=) 'gov_cloud_owner')"
	" UNION ALL SELECT 'administrators_apart', pg_catalog.count(*) OPERATOR(pg_catalog.=) 0,"
	" COALESCE(pg_catalog.string_agg(d.member, ', '), 'none'),"
	" 'no login holds two of gov_cloud_sysadmin, gov_cloud_secadmin, gov_cloud_auditor'"
	" FROM (SELECT pg_catalog.pg_get_userbyid(m.member)::pg_catalog.text AS member FROM pg_catalog.pg_auth_members m"
	" JOIN pg_catalog.pg_roles r ON r.oid OPERATOR(pg_catalog.=) m.roleid"
	" WHERE r.rolname OPERATOR(pg_catalog.=) ANY (ARRAY['gov_cloud_sysadmin', 'gov_cloud_secadmin', 'gov_cloud_auditor'])"
	" GROUP BY m.member HAVING pg_catalog.count(*) OPERATOR(pg_catalog.>) 1) d"
};

PG_FUNCTION_INFO_V1(gov_preflight);

/* preflight() */
Datum
gov_preflight(PG_FUNCTION_ARGS)
{
	gov_query_rows(fcinfo, &checks, NULL, NULL);
	return (Datum) 0;
}
