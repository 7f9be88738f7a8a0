-- The source: what a vCenter exporter gives, in hundredths of a per cent, and which resource each machine is.
SELECT demo.does('sys', format('SELECT gov_cloud.add_source(''vcenter'', ''prometheus'', %L, %L)', :'url',
    jsonb_build_object('interval', '60', 'lag', '30', 'begins', :'first_day', 'jurisdiction', (SELECT code FROM demo.place))));
SELECT demo.does('sys', format('SELECT gov_cloud.map_machine(''vcenter'', %L, %s, %L)', name, id, :'first_day'))
FROM gov_cloud.resource WHERE name IN (SELECT machine FROM demo.plan);
SELECT demo.does('sys', $$SELECT gov_cloud.add_source_metric('vcenter', 'cpu', 'vmware_vm_cpu_usage_average', 'vm_name', scale => 0.01)$$);
SELECT demo.does('sys', $$SELECT gov_cloud.add_source_metric('vcenter', 'memory', 'vmware_vm_mem_usage_average', 'vm_name', scale => 0.01)$$);
SELECT demo.does('sys', $$SELECT gov_cloud.add_source_metric('vcenter', 'power', 'vmware_vm_power_state', 'vm_name', statistic => 'last', highest => 1)$$);
