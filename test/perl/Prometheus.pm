# A real Prometheus on loopback whose history is what a test says it is.
package Prometheus;
use strict;
use warnings;
use Exporter 'import';
use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;

our @EXPORT = qw(prometheus_history prometheus_start prometheus_stop);

# prometheus_history({ name => [[labels, Unix seconds, value], ...] }): a data directory with these gauges
sub prometheus_history {
    my ($metrics) = @_;
    my $dir = PostgreSQL::Test::Utils::tempdir();
    my $text = '';
    for my $name (sort keys %$metrics) {
        $text .= "# TYPE $name gauge\n";
        $text .= "$name\{$_->[0]} $_->[2] $_->[1]\n" for @{ $metrics->{$name} };
    }
    append_to_file("$dir/history", "$text# EOF\n");
    append_to_file("$dir/prometheus.yml", "scrape_configs: []\n");
    # the hidden flag must come first; without it a block a two hours makes this a matter of minutes
    PostgreSQL::Test::Utils::system_or_bail('promtool', 'tsdb', 'create-blocks-from', '--max-block-duration=486h',
        'openmetrics', '-q', "$dir/history", "$dir/data");
    return $dir;
}

# prometheus_start($dir, $port): runs it on that history; the handle it lives by.  The history is of fixed
# dates, so nothing may be too old to keep.
sub prometheus_start {
    my ($dir, $port, @more) = @_;
    my ($out, $err) = ('', '');
    my $handle = IPC::Run::start(['prometheus', "--config.file=$dir/prometheus.yml", "--storage.tsdb.path=$dir/data",
        '--storage.tsdb.retention.time=90y', "--web.listen-address=127.0.0.1:$port", '--query.lookback-delta=1m', @more],
        '>', \$out, '2>', \$err, IPC::Run::timer($PostgreSQL::Test::Utils::timeout_default));
    $handle->pump until $err =~ /Server is ready to receive web requests/;
    return $handle;
}

# prometheus_stop($handle)
sub prometheus_stop {
    my ($handle) = @_;
    $handle->signal('TERM');
    $handle->finish;
}

1;
