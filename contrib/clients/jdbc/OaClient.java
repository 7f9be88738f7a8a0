import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * An OA system's side of gov_cloud: one login, a pool of connections, many officials.
 *
 * <p>What to take over from here:
 * <ul>
 * <li>every transaction begins with act_as(): it holds until commit, so a connection goes back to the
 *     pool speaking for nobody;
 * <li>functions are called with named arguments; what is not named has its default;
 * <li>a refusal is an SQLException of class ZW whose constraint is the machine code to branch on;
 *     message, detail (the article) and hint are for the official;
 * <li>a request_id makes a call safe to repeat when the answer was lost;
 * <li>times are instants: the zone of this virtual machine changes nothing.
 * </ul>
 *
 * <p>Usage: {@code java -cp postgresql.jar:. OaClient oa.properties apply|price|listen}
 */
public final class OaClient {
    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");

    /** For whom the login speaks: a person of an organization. */
    private record Official(long organization, String person) { }

    /** What act() and open_matter() answer. */
    private record Step(long id, String state, String nextActions) { }

    private interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    private final Properties settings;
    private final Deque<Connection> pool = new ArrayDeque<>();
    private final PrintStream out;

    private OaClient(Properties settings, PrintStream out) throws SQLException {
        this.settings = settings;
        this.out = out;
        for (int i = 0; i < 2; i++) {
            Connection connection = connect();
            connection.setAutoCommit(false);
            pool.addLast(connection);
        }
    }

    public static void main(String[] args) throws IOException, SQLException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Properties settings = new Properties();
        try (var reader = Files.newBufferedReader(Path.of(args[0]))) {
            settings.load(reader);
        }
        OaClient client = new OaClient(settings, out);
        switch (args[1]) {
            case "apply" -> client.apply();
            case "price" -> client.price();
            case "listen" -> client.listen();
            default -> throw new IllegalArgumentException(args[1]);
        }
        client.close();
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(settings.getProperty("url"), settings.getProperty("user"),
            settings.getProperty("password"));
    }

    private void close() throws SQLException {
        for (Connection connection : pool) {
            connection.close();
        }
    }

    /** The official the settings name, as {@code unit = 12 Zhang San}. */
    private Official official(String name) {
        String[] words = settings.getProperty(name).split(" ", 2);
        return new Official(Long.parseLong(words[0]), words[1]);
    }

    /** One transaction of a pooled connection, in which the login speaks for an official. */
    private <T> T as(Official official, Work<T> work) throws SQLException {
        Connection connection = pool.removeFirst();
        try {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT gov_cloud.act_as(organization => ?, person => ?)")) {
                statement.setLong(1, official.organization());
                statement.setString(2, official.person());
                statement.execute();
            }
            T result = work.in(connection);
            connection.commit();
            return result;
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            pool.addLast(connection);
        }
    }

    // ---- an application, from the draft to the county's approval ----

    private void apply() throws SQLException {
        Official unit = official("unit");
        Official bureau = official("bureau");
        Official vendor = official("vendor");
        Official government = official("government");

        long system = as(unit, c -> registerSystem(c, "城市运行平台"));
        Step opened = as(unit, c -> openMatter(c, "onboarding", system, beijing("2026-02-27T14:30:00")));
        long matter = opened.id();
        say("opened %s, next: %s", opened.state(), opened.nextActions());

        // the form is empty and there is no plan: every fault is told at once, and nothing has changed
        tellRefusal(() -> as(unit, c -> act(c, matter, "submit", null, null, null)));
        as(unit, c -> fillForm(c, matter, "HQ-F1", APPLICATION));
        as(unit, c -> attach(c, matter, "technical_plan", "城市运行平台上云技术方案", "方案全文"));
        as(unit, c -> declare(c, system, "no_duplicate_build"));

        // the answer may get lost on the way: the same request is answered the same again
        Timestamp signed = beijing("2026-02-27T16:05:30");
        Step submitted = as(unit, c -> act(c, matter, "submit", "请予审核", signed, "oa-2026-0001"));
        Step again = as(unit, c -> act(c, matter, "submit", "请予审核", signed, "oa-2026-0001"));
        say("submitted %s, repeated %s", submitted.state(), submitted.equals(again));
        // other content under the same id is not the same request
        tellRefusal(() -> as(unit, c -> act(c, matter, "submit", "另一份", signed, "oa-2026-0001")));

        // nobody decides his own matter
        tellRefusal(() -> as(unit, c -> act(c, matter, "start_evaluation", null, null, null)));
        as(bureau, c -> act(c, matter, "start_evaluation", null, null, null));
        as(bureau, c -> attach(c, matter, "evaluation_opinion", "评估意见", "同意上云"));
        as(bureau, c -> attach(c, matter, "fee_determination", "经费核定单", "按目录计价"));
        say("one voice of two: %s", as(bureau, c -> act(c, matter, "fix_cost", "经费合理", null, null)).state());
        say("both: %s", as(vendor, c -> act(c, matter, "fix_cost", "资源可供", null, null)).state());
        as(bureau, c -> act(c, matter, "report_government", null, null, null));
        Step approved = as(government, c -> act(c, matter, "approve", "同意", null, null));
        say("approved %s, next: %s", approved.state(), approved.nextActions());

        as(unit, c -> show(c, "SELECT \"办理程序\", \"使用单位\", \"信息系统\", \"当前状态\", \"提出时间\", \"最近办理时间\""
            + " FROM gov_cloud.v_matter_board WHERE \"事项编号\" = ?", matter));
        as(unit, c -> {
            try (PreparedStatement s = c.prepareStatement("SELECT min(occurred_at) FROM gov_cloud.matter_event WHERE matter = ?")) {
                s.setLong(1, matter);
                try (ResultSet r = s.executeQuery()) {
                    r.next();
                    say("first event at %s", r.getTimestamp(1).toInstant());
                }
            }
            return null;
        });
        for (Connection connection : pool) {
            say("a pooled connection speaks for %s", organizationOf(connection));
        }
    }

    private long registerSystem(Connection connection, String name) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement(
                "SELECT gov_cloud.register_system(name => ?, classified => ?, funding => ?, mlps_level => ?,"
                + " bearer_networks => ?, provider => ?, jurisdiction => ?)")) {
            s.setString(1, name);
            s.setBoolean(2, false);
            s.setString(3, "county");
            s.setLong(4, 3);
            s.setString(5, "egov_extranet,internet");
            s.setLong(6, official("vendor").organization());
            s.setString(7, settings.getProperty("jurisdiction"));
            return number(s);
        }
    }

    private Step openMatter(Connection connection, String procedure, long system, Timestamp at) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement(
                "SELECT matter, state, next_actions FROM gov_cloud.open_matter(procedure => ?, system => ?, occurred_at => ?)")) {
            s.setString(1, procedure);
            s.setLong(2, system);
            s.setTimestamp(3, at);
            return step(s);
        }
    }

    private Step act(Connection connection, long matter, String action, String opinion, Timestamp at, String request)
            throws SQLException {
        try (PreparedStatement s = connection.prepareStatement(
                "SELECT event, state, next_actions FROM gov_cloud.act(matter => ?, action => ?, opinion => ?,"
                + " occurred_at => ?, request_id => ?)")) {
            s.setLong(1, matter);
            s.setString(2, action);
            s.setString(3, opinion);
            s.setTimestamp(4, at);
            s.setString(5, request);
            return step(s);
        }
    }

    private Void fillForm(Connection connection, long matter, String form, String fields) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement(
                "SELECT gov_cloud.fill_form(matter => ?, form => ?, fields => ?)")) {
            s.setLong(1, matter);
            s.setString(2, form);
            s.setString(3, fields);
            s.execute();
            return null;
        }
    }

    private long attach(Connection connection, long matter, String kind, String title, String content) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement(
                "SELECT gov_cloud.attach_document(matter => ?, kind => ?, title => ?, content => ?)")) {
            s.setLong(1, matter);
            s.setString(2, kind);
            s.setString(3, title);
            s.setString(4, Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8)));
            return number(s);
        }
    }

    private long declare(Connection connection, long system, String kind) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement(
                "SELECT gov_cloud.record_compliance(system => ?, organization => NULL, kind => ?)")) {
            s.setLong(1, system);
            s.setString(2, kind);
            return number(s);
        }
    }

    // ---- a price list: money is BigDecimal, days are java.sql.Date ----

    private void price() throws SQLException {
        Official finance = official("finance");

        long list = as(finance, c -> {
            try (PreparedStatement s = c.prepareStatement("SELECT gov_cloud.create_price_list(jurisdiction => ?,"
                    + " provider => ?, code => ?, valid_from => ?, valid_until => ?)")) {
                s.setString(1, settings.getProperty("jurisdiction"));
                s.setLong(2, official("vendor").organization());
                s.setString(3, "2027");
                s.setDate(4, Date.valueOf(LocalDate.of(2027, 1, 1)));
                s.setDate(5, null);
                return number(s);
            }
        });
        as(finance, c -> {
            try (PreparedStatement s = c.prepareStatement("SELECT gov_cloud.set_price(list => ?, item => ?,"
                    + " component => ?, per => ?, amount => ?)")) {
                s.setLong(1, list);
                s.setString(2, "vm");
                s.setString(3, "vcpu");
                s.setString(4, "day");
                s.setBigDecimal(5, new BigDecimal("1.2345"));
                return number(s);
            }
        });
        as(finance, c -> {
            try (PreparedStatement s = c.prepareStatement("SELECT p.amount, lower(l.valid) FROM gov_cloud.price p"
                    + " JOIN gov_cloud.price_list l ON l.id = p.list WHERE l.id = ?")) {
                s.setLong(1, list);
                try (ResultSet r = s.executeQuery()) {
                    r.next();
                    say("price %s from %s", r.getBigDecimal(1).toPlainString(), r.getObject(2, LocalDate.class));
                }
            }
            return null;
        });
    }

    // ---- notices: wait for the bell, then look into the inbox ----

    private void listen() throws SQLException {
        try (Connection bell = connect(); Statement s = bell.createStatement()) {
            s.execute("LISTEN gov_cloud");
            say("listening");
            PGNotification[] rung = bell.unwrap(PGConnection.class).getNotifications(180_000);
            say("rung %d, payload \"%s\"", rung.length, rung.length > 0 ? rung[0].getParameter() : "");
        }
        Official unit = official("unit");
        List<Long> unread = as(unit, c -> {
            List<Long> ids = new ArrayList<>();
            try (PreparedStatement s = c.prepareStatement("SELECT id, title, issued_at FROM gov_cloud.v_inbox"
                    + " WHERE acknowledged_at IS NULL ORDER BY id");
                    ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    say("notice: %s, issued %s", r.getString("title"), r.getObject("issued_at", LocalDateTime.class));
                    ids.add(r.getLong("id"));
                }
            }
            return ids;
        });
        for (long notice : unread) {
            as(unit, c -> {
                try (PreparedStatement s = c.prepareStatement("SELECT gov_cloud.acknowledge_notice(notice => ?)")) {
                    s.setLong(1, notice);
                    s.execute();
                }
                return null;
            });
        }
        say("acknowledged %d", unread.size());
    }

    // ---- what every call shares ----

    private interface Call {
        void run() throws SQLException;
    }

    /** Does what must be refused, and tells how: an OA shows message, detail and hint, and branches on the code. */
    private void tellRefusal(Call call) throws SQLException {
        try {
            call.run();
        } catch (PSQLException e) {
            ServerErrorMessage error = e.getServerErrorMessage();
            if (error == null || !e.getSQLState().startsWith("ZW")) {
                throw e;
            }
            say("refused %s %s", e.getSQLState(), error.getConstraint());
            say("  message: %s", error.getMessage());
            say("  detail: %s", error.getDetail());
            say("  hint: %s", error.getHint());
            return;
        }
        throw new IllegalStateException("was not refused");
    }

    private static long number(PreparedStatement statement) throws SQLException {
        try (ResultSet r = statement.executeQuery()) {
            r.next();
            return r.getLong(1);
        }
    }

    private static Step step(PreparedStatement statement) throws SQLException {
        try (ResultSet r = statement.executeQuery()) {
            r.next();
            return new Step(r.getLong(1), r.getString(2), r.getString(3));
        }
    }

    /** Prints one row of a report, heading by heading. */
    private Void show(Connection connection, String query, long id) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement(query)) {
            s.setLong(1, id);
            try (ResultSet r = s.executeQuery()) {
                ResultSetMetaData columns = r.getMetaData();
                while (r.next()) {
                    for (int i = 1; i <= columns.getColumnCount(); i++) {
                        boolean time = columns.getColumnTypeName(i).equals("timestamp");
                        say("  %s: %s", columns.getColumnLabel(i), time ? r.getObject(i, LocalDateTime.class) : r.getString(i));
                    }
                }
            }
        }
        return null;
    }

    /** For whom a connection that lies in the pool speaks: "nobody", if all is well. */
    private static String organizationOf(Connection connection) throws SQLException {
        try (Statement s = connection.createStatement();
                ResultSet r = s.executeQuery("SELECT organization FROM gov_cloud.whoami()")) {
            String organization = r.next() ? r.getString(1) : null;
            connection.rollback();
            return organization == null ? "nobody" : organization;
        }
    }

    private static Timestamp beijing(String local) {
        return Timestamp.from(LocalDateTime.parse(local).atZone(BEIJING).toInstant());
    }

    private void say(String format, Object... values) {
        out.println(String.format(format, values));
    }

    private static final String APPLICATION = """
        {"applicant_unit": "县教育局", "application_date": "2026-02-27",
         "system_owner_name": "负责人", "system_owner_office_phone": "0564-0000000", "system_owner_email": "owner@example.cn",
         "maintenance_unit": "信息中心", "maintenance_unit_kind": "下属单位/部门",
         "tech_contact_name": "联系人", "tech_contact_email": "tech@example.cn", "tech_contact_mobile": "13000000000",
         "system_name": "城市运行平台", "system_investment_amount": 120.5, "system_investment_unit": "万元",
         "onboarding_kind": "新建上云", "system_summary": "汇聚城市运行数据", "mlps_level": "三级",
         "bearer_networks": ["政务外网", "互联网"], "availability_requirement": "99.9%", "system_kind": "业务生产系统",
         "service_audience": "社会公众", "service_audience_size": 100000, "service_scope": "本级",
         "applicant_seal": "电子印章", "contact_signature": "联系人", "signed_on": "2026-02-27",
         "hosts": [{"host_type": "弹性云服务器", "host_name": "app", "cpu_cores": 8, "memory_gb": 16,
                    "system_disk_gb": 40, "data_disk_gb": 200, "quantity": 2}],
         "security": [{"category_l2": "基础安全服务", "category_l3": "基础安全防护包", "service_name": "基础安全防护包",
                       "quantity": 1}]}
        """;
}
