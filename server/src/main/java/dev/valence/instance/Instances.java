package dev.valence.instance;

import dev.valence.credential.Credential;
import dev.valence.credential.Credentials;
import dev.valence.element.Element;
import dev.valence.http.NotFound;
import dev.valence.store.ChangeNotices;
import dev.valence.store.Database;
import dev.valence.tenant.Caller;
import dev.valence.tenant.SecretText;
import dev.valence.vault.RowIdentity;
import dev.valence.vault.Vault;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The stored instances. Every read is bounded by what the caller may see; an instance of others is not there at all. */
@Singleton
public class Instances {
    /** Topic of the notices that an instance changed or is gone; the key is its id. */
    public static final String TOPIC = "instance";

    /** What a caller sees: its own instances, as administrator those of the whole account. */
    private static final String VISIBLE = " i.account_id = :account and (:administrator or i.user_id = :user) ";

    private final Database database;
    private final Vault vault;
    private final ChangeNotices notices;
    private final Credentials credentials;
    private final Clock clock;

    public Instances(Database database, Vault vault, ChangeNotices notices, Credentials credentials, Clock clock) {
        this.database = database;
        this.vault = vault;
        this.notices = notices;
        this.credentials = credentials;
        this.clock = clock;
    }

    /** What a list of instances is narrowed by. */
    public record Filter(Optional<String> searchText, List<String> tags, Optional<Long> elementId) {}

    /**
     * The instance with this id.
     *
     * @throws NotFound when there is none that the caller may see
     */
    public Instance require(Caller caller, long id) {
        return database.jdbi()
                .withHandle(handle -> bind(
                                handle.createQuery(InstanceRows.SELECT + " where i.id = :id and" + VISIBLE), caller)
                        .bind("id", id)
                        .map(new InstanceRows(vault))
                        .findOne())
                .map(this::complete)
                .orElseThrow(() -> NotFound.withId("instance", id));
    }

    /** The instance with this id, whoever owns it; for the platform's own work. */
    public Optional<Instance> find(long id) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(InstanceRows.SELECT + " where i.id = :id")
                        .bind("id", id)
                        .map(new InstanceRows(vault))
                        .findOne())
                .map(this::complete);
    }

    /** The instance that an element token selects. */
    public Optional<Instance> findByToken(String token) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(InstanceRows.SELECT + " where i.token_hash = :hash")
                        .bind("hash", vault.lookupHash(token))
                        .map(new InstanceRows(vault))
                        .findOne())
                .filter(instance -> ConstantTime.equal(instance.token(), token))
                .map(this::complete);
    }

    /** One page of the caller's instances, by id. */
    public List<Instance> list(Caller caller, Filter filter, int offset, int most) {
        List<Instance> page = database.jdbi()
                .withHandle(handle -> bind(
                                handle.createQuery(InstanceRows.SELECT + where(filter)
                                        + " order by i.id limit :most offset :offset"),
                                caller,
                                filter)
                        .bind("most", most)
                        .bind("offset", offset)
                        .map(new InstanceRows(vault))
                        .list());
        Map<Long, Credential> found =
                credentials.findAll(page.stream().map(Instance::id).toList());
        return page.stream()
                .map(instance -> instance.with(Optional.ofNullable(found.get(instance.id()))))
                .toList();
    }

    /** How many instances a list without pages would have. */
    public int count(Caller caller, Filter filter) {
        return database.jdbi()
                .withHandle(handle -> bind(
                                handle.createQuery("select count(*) from instance i" + where(filter)), caller, filter)
                        .mapTo(Integer.class)
                        .one());
    }

    /**
     * Stores a new instance with its configuration in the caller's transaction; its token is made here.
     *
     * @return its id
     */
    long insert(Handle handle, Caller caller, NewInstance instance) {
        long id = handle.createQuery("select nextval(pg_get_serial_sequence('instance', 'id'))")
                .mapTo(Long.class)
                .one();
        String token = SecretText.base64();
        handle.createUpdate("""
                        insert into instance (id, organization_id, account_id, user_id, element_id, element_key, name,
                            tags, token_sealed, token_hash, external_authentication, trace_logging, caching_enabled,
                            max_cache_size, cache_time_to_live, created_at, updated_at)
                        values (:id, :organization, :account, :user, :elementId, :elementKey, :name, :tags, :sealed,
                            :hash, :external, :trace, :caching, :cacheSize, :cacheLife, :now, :now)
                        """)
                .bind("id", id)
                .bind("organization", caller.organizationId())
                .bind("account", caller.accountId())
                .bind("user", caller.userId())
                .bind("elementId", instance.configuration().element().id())
                .bind("elementKey", instance.configuration().element().key())
                .bind("sealed", vault.encrypt(caller.organizationId(), token, tokenRow(id)))
                .bind("hash", vault.lookupHash(token))
                .bind("now", now())
                .bindMap(columns(instance))
                .execute();
        ConfigurationRows.insert(handle, vault, caller.organizationId(), id, instance.configuration());
        return id;
    }

    /** Stores what an update changed, in the caller's transaction. */
    void update(Handle handle, Instance before, NewInstance after) {
        handle.createUpdate("""
                        update instance set name = :name, tags = :tags, external_authentication = :external,
                            trace_logging = :trace, caching_enabled = :caching, max_cache_size = :cacheSize,
                            cache_time_to_live = :cacheLife, updated_at = :now
                        where id = :id
                        """)
                .bind("id", before.id())
                .bind("now", now())
                .bindMap(columns(after))
                .execute();
        ConfigurationRows.update(handle, vault, before, after.configuration());
        notices.publish(handle, TOPIC, Long.toString(before.id()));
    }

    /**
     * Stores values that the platform itself keeps in the configuration of an instance; nothing when it is gone.
     *
     * @param values by key; an empty Optional takes the own value away
     */
    public void configure(Element element, long id, Map<String, Optional<String>> values) {
        configure(element, id, before -> values, handle -> {});
    }

    /**
     * As {@link #configure(Element, long, Map)}, with values that follow from those that are there: nobody else changes them
     * so meanwhile.
     *
     * @param values makes the values out of the configuration as it stands; what it throws changes nothing
     * @param record writes down who did it, in the same transaction
     */
    public void configure(
            Element element,
            long id,
            Function<Configuration, Map<String, Optional<String>>> values,
            Consumer<Handle> record) {
        database.jdbi().useTransaction(handle -> {
            // Locked before it is read: a query that waited for the lock would still show the entries from before the
            // wait.
            handle.createQuery("select 1 from instance where id = :id for update")
                    .bind("id", id)
                    .mapTo(Integer.class)
                    .findOne();
            Optional<Instance> before = handle.createQuery(InstanceRows.SELECT + " where i.id = :id")
                    .bind("id", id)
                    .map(new InstanceRows(vault))
                    .findOne();
            if (before.isPresent()) {
                Configuration stored = Configuration.of(element, before.get());
                Configuration after = stored.with(values.apply(stored));
                ConfigurationRows.update(handle, vault, before.get(), after);
                record.accept(handle);
                notices.publish(handle, TOPIC, Long.toString(id));
            }
        });
    }

    /** Deletes the instance with all that belongs to it; its token answers 401 from now on. */
    void delete(Instance instance) {
        database.jdbi().useTransaction(handle -> {
            handle.createUpdate("delete from instance where id = :id")
                    .bind("id", instance.id())
                    .execute();
            notices.publish(handle, TOPIC, Long.toString(instance.id()));
        });
    }

    /** Switches calls through the instance off or on; everything else stays. */
    void setDisabled(Instance instance, boolean disabled) {
        set(instance, "disabled", disabled);
    }

    /** Switches the keeping of provider requests and replies on or off. */
    void setTraceLogging(Instance instance, boolean on) {
        set(instance, "trace_logging", on);
    }

    /**
     * Gives the instance a new element token; the old one stops working at once.
     *
     * @param record writes down who did it, in the same transaction
     * @return the new token
     */
    String regenerateToken(Instance instance, Consumer<Handle> record) {
        String token = SecretText.base64();
        byte[] sealed = vault.encrypt(instance.organizationId(), token, tokenRow(instance.id()));
        database.jdbi().useTransaction(handle -> {
            handle.createUpdate(
                            "update instance set token_sealed = :sealed, token_hash = :hash, updated_at = :now where id = :id")
                    .bind("sealed", sealed)
                    .bind("hash", vault.lookupHash(token))
                    .bind("now", now())
                    .bind("id", instance.id())
                    .execute();
            record.accept(handle);
            notices.publish(handle, TOPIC, Long.toString(instance.id()));
        });
        return token;
    }

    private void set(Instance instance, String column, boolean value) {
        database.jdbi().useTransaction(handle -> {
            handle.createUpdate("update instance set " + column + " = :value, updated_at = :now where id = :id")
                    .bind("value", value)
                    .bind("now", now())
                    .bind("id", instance.id())
                    .execute();
            notices.publish(handle, TOPIC, Long.toString(instance.id()));
        });
    }

    /** Read after the row and not inside of its query, so that a call never holds two connections. */
    private Instance complete(Instance instance) {
        return instance.with(credentials.find(instance.id()));
    }

    private static String where(Filter filter) {
        StringBuilder where = new StringBuilder(" where").append(VISIBLE);
        filter.searchText()
                .ifPresent(text -> where.append(
                        "and (strpos(lower(i.name), lower(:search)) > 0 or i.element_key = lower(:search)) "));
        if (!filter.tags().isEmpty()) {
            where.append("and i.tags @> cast(:tags as text[]) ");
        }
        filter.elementId().ifPresent(id -> where.append("and i.element_id = :element "));
        return where.toString();
    }

    private static Query bind(Query query, Caller caller) {
        return query.bind("account", caller.accountId())
                .bind("administrator", caller.administrator())
                .bind("user", caller.userId());
    }

    private static Query bind(Query query, Caller caller, Filter filter) {
        bind(query, caller);
        filter.searchText().ifPresent(text -> query.bind("search", text));
        if (!filter.tags().isEmpty()) {
            query.bindArray("tags", String.class, filter.tags());
        }
        filter.elementId().ifPresent(id -> query.bind("element", id));
        return query;
    }

    private static Map<String, Object> columns(NewInstance instance) {
        return Map.of(
                "name", instance.name(),
                "tags", instance.tags().toArray(String[]::new),
                "external", instance.externalAuthentication().wire(),
                "trace", instance.switches().traceLogging(),
                "caching", instance.switches().cachingEnabled(),
                "cacheSize", instance.switches().maxCacheSize(),
                "cacheLife", instance.switches().cacheTimeToLive());
    }

    static RowIdentity tokenRow(long id) {
        return new RowIdentity("instance", id, "token");
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
