static GovQuery lookup = {"SELECT 1"};

static int
runs(void)
{
	return gov_query(&lookup, NULL, NULL, true, 1);
}

Datum
gov_runs(PG_FUNCTION_ARGS)
{
	return runs();
}

Datum
gov_computes(PG_FUNCTION_ARGS)
{
	return strlen("gov_query");
}
