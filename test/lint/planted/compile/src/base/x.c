extern int	gov_x(int a);
int
gov_x(int a)
{
	int			unused;			/* BAD */

	return a;
}
