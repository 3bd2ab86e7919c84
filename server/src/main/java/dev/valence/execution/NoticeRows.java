package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.InstanceSettings;
import dev.valence.http.Json;
import dev.valence.store.Database;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The notices that are to be sent and what became of them. */
@Singleton
final class NoticeRows {
    private static final int MOST_SUBJECT = 200;

    private final Jdbi jdbi;
    private final Clock clock;
    private volatile Runnable listener = () -> {};

    @Inject
    NoticeRows(Database database, Clock clock) {
        this(database.jdbi(), clock);
    }

    NoticeRows(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** Who is told, after the commit, that there is something to send. */
    void onWritten(Runnable told) {
        listener = told;
    }

    /**
     * What became of a notice.
     *
     * @param target as the settings of the instance, or the step, have it
     * @param dueAt of the next try while it waits
     */
    record State(
            long id,
            String kind,
            String target,
            String state,
            Optional<String> reason,
            int attempts,
            Instant createdAt,
            Instant dueAt) {
        /** The form on the wire. */
        ObjectNode json() {
            ObjectNode json = Json.MAPPER.createObjectNode();
            json.put("id", id);
            json.put("type", kind);
            json.put("target", target);
            json.put("status", state);
            json.put("attempts", attempts);
            json.put("createdDate", StoredExecution.date(createdAt));
            if (state.equals("waiting")) {
                json.put("nextAttemptDate", StoredExecution.date(dueAt));
            }
            reason.ifPresent(text -> json.put("reason", text));
            return json;
        }
    }

    private record Subject(Report.About about, JsonNode settings) {
        List<String> addresses() {
            return InstanceSettings.entries(settings, InstanceSettings.EMAIL);
        }
    }

    /** Writes the notices that the formula instances of these reports ask for, in the caller's transaction. */
    void tell(Handle handle, List<Report> reports) {
        Map<Long, Optional<Subject>> subjects = new HashMap<>();
        for (Report report : reports) {
            Execution execution = report.execution();
            subjects.computeIfAbsent(execution.formulaInstanceId(), id -> subject(handle, id))
                    .ifPresent(subject -> tell(handle, report, subject));
        }
    }

    private void tell(Handle handle, Report report, Subject subject) {
        Report.About about = subject.about();
        List<String> addresses = subject.addresses();
        if (!addresses.isEmpty()) {
            insert(
                    handle,
                    report.execution(),
                    Notice.Kind.MAIL,
                    String.join(", ", addresses),
                    report.subject(about),
                    report.words(about));
        }
        String body = report.json(about).toString();
        InstanceSettings.entries(subject.settings(), InstanceSettings.WEBHOOK)
                .forEach(url -> insert(handle, report.execution(), Notice.Kind.WEBHOOK, url, "", body));
    }

    /** Writes the mails that a step asked for, in the caller's transaction. */
    void mails(Handle handle, Execution execution, List<Mail> mails) {
        for (Mail mail : mails) {
            String to = mail.to().isBlank()
                    ? subject(handle, execution.formulaInstanceId())
                            .map(subject -> String.join(", ", subject.addresses()))
                            .orElse("")
                    : mail.to();
            insert(handle, execution, Notice.Kind.MAIL, to, mail.subject(), mail.text());
        }
    }

    private static Optional<Subject> subject(Handle handle, long instanceId) {
        return handle.createQuery("""
                        select i.name, i.settings, f.id formula_id, f.name formula_name
                        from formula_instance i join formula f on f.id = i.formula_id where i.id = :id""")
                .bind("id", instanceId)
                .map((row, context) -> new Subject(
                        new Report.About(
                                row.getString("name"), row.getLong("formula_id"), row.getString("formula_name")),
                        Json.tree(row.getString("settings").getBytes(StandardCharsets.UTF_8), "settings")))
                .findOne();
    }

    private void insert(
            Handle handle, Execution execution, Notice.Kind kind, String target, String subject, String body) {
        String line = subject.replaceAll("\\p{Cntrl}+", " ");
        handle.createUpdate("""
                        insert into execution_notice (organization_id, formula_instance_id, execution_id, kind, target, subject,
                            body, state, due_at, created_at)
                        values (:organization, :instance, :execution, :kind, :target, :subject, :body, 'waiting', :now, :now)""")
                .bind("organization", execution.organizationId())
                .bind("instance", execution.formulaInstanceId())
                .bind("execution", execution.id())
                .bind("kind", kind.name().toLowerCase(Locale.ROOT))
                .bind("target", storable(target))
                .bind("subject", storable(line.length() > MOST_SUBJECT ? line.substring(0, MOST_SUBJECT) : line))
                .bind("body", storable(body))
                .bind("now", ExecutionRows.at(clock.instant()))
                .execute();
        handle.afterCommit(listener);
    }

    /** PostgreSQL keeps no zero character in a text. */
    private static String storable(String text) {
        return text.replace("\0", "");
    }

    /** Takes notices that are due; nobody else does until the lease ends. */
    List<Notice> take(int most, Duration lease) {
        return jdbi.inTransaction(handle -> handle.createQuery("""
                        update execution_notice set attempts = attempts + 1, due_at = :until
                        where id in (select id from execution_notice where state = 'waiting' and due_at <= :now
                            order by due_at limit :most for update skip locked)
                        returning id, execution_id, kind, target, subject, body, attempts""")
                .bind("now", ExecutionRows.at(clock.instant()))
                .bind("until", ExecutionRows.at(clock.instant().plus(lease)))
                .bind("most", most)
                .map((row, context) -> new Notice(
                        row.getLong("id"),
                        row.getLong("execution_id"),
                        Notice.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        row.getString("target"),
                        row.getString("subject"),
                        row.getString("body"),
                        row.getInt("attempts")))
                .list());
    }

    void sent(Notice notice) {
        set(notice, "sent", Optional.empty(), Duration.ZERO);
    }

    void failed(Notice notice, String reason) {
        set(notice, "failed", Optional.of(reason), Duration.ZERO);
    }

    void later(Notice notice, String reason, Duration wait) {
        set(notice, "waiting", Optional.of(reason), wait);
    }

    /** A process whose lease ended writes nothing over the next one's try. */
    private void set(Notice notice, String state, Optional<String> reason, Duration wait) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update execution_notice set state = :state, reason = :reason, due_at = :due
                        where id = :id and attempts = :attempts and state = 'waiting'""")
                .bind("state", state)
                .bind("reason", reason.orElse(null))
                .bind("due", ExecutionRows.at(clock.instant().plus(wait)))
                .bind("id", notice.id())
                .bind("attempts", notice.attempts())
                .execute());
    }

    /** The notices about an execution, in the order they were written. */
    List<State> of(long executionId) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from execution_notice where execution_id = :id order by id")
                .bind("id", executionId)
                .map((row, context) -> new State(
                        row.getLong("id"),
                        row.getString("kind"),
                        row.getString("target"),
                        row.getString("state"),
                        Optional.ofNullable(row.getString("reason")),
                        row.getInt("attempts"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getObject("due_at", OffsetDateTime.class).toInstant()))
                .list());
    }

    /** Forgets notices that are older than the executions that are kept. */
    int deleteOlderThan(Duration age) {
        return jdbi.withHandle(handle -> handle.createUpdate("delete from execution_notice where created_at < :before")
                .bind("before", ExecutionRows.at(clock.instant().minus(age)))
                .execute());
    }
}
