-- The text sanctions no low use: the unit reads what was found and itself asks for less.
INSERT INTO demo.changed VALUES ('reduction', demo.change('edu', '学籍管理系统', 'vm-edu-01', '{"cpu_before": 8, "cpu_after": 2}', gov_cloud.clock()));
