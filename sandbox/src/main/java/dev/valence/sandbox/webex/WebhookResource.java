package dev.valence.sandbox.webex;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A resource that webhooks tell of.
 *
 * @param scope what its webhooks need
 * @param orgWide whether a webhook of the whole organization may watch it
 */
record WebhookResource(List<String> events, Set<String> filters, String scope, boolean orgWide) {
    private static final List<String> LIFE = List.of("created", "updated", "deleted");
    private static final Set<String> MEETING =
            Set.of("id", "meetingNumber", "meetingType", "state", "hostEmail", "hostUserId", "siteUrl");
    private static final Set<String> OWNER = Set.of("hostEmail", "hostUserId", "ownerEmail", "ownerId");

    /** Only messages, memberships, rooms and attachment actions happen here; the others can be registered and wait. */
    private static final Map<String, WebhookResource> ALL = Map.ofEntries(
            entry(
                    "messages",
                    LIFE,
                    Set.of(
                            "roomId",
                            "roomType",
                            "personId",
                            "personEmail",
                            "mentionedPeople",
                            "hasFiles",
                            "hasAttachments"),
                    "spark:messages_read",
                    true),
            entry(
                    "memberships",
                    LIFE,
                    Set.of("roomId", "personId", "personEmail", "isModerator"),
                    "spark:memberships_read",
                    true),
            entry(
                    "rooms",
                    List.of("created", "updated", "migrated"),
                    Set.of("type", "isLocked"),
                    "spark:rooms_read",
                    true),
            entry(
                    "attachmentActions",
                    List.of("created"),
                    Set.of("messageId", "personId", "roomId"),
                    "spark:messages_read",
                    false),
            entry(
                    "meetings",
                    List.of("created", "updated", "deleted", "started", "ended"),
                    MEETING,
                    "meeting:schedules_read",
                    true),
            entry("meetingParticipants", List.of("joined", "left"), MEETING, "meeting:participants_read", true),
            entry("meetingTranscripts", List.of("created"), Set.of(), "meeting:transcripts_read", true),
            entry("recordings", LIFE, OWNER, "spark:recordings_read", true),
            entry("convergedRecordings", LIFE, OWNER, "spark:recordings_read", true),
            entry(
                    "telephony_calls",
                    LIFE,
                    Set.of("personality", "state", "number", "personId", "callType"),
                    "spark:calls_read",
                    false),
            entry("telephony_conference", LIFE, Set.of(), "spark:calls_read", false),
            entry("telephony_mwi", List.of("updated"), Set.of(), "spark:calls_read", false),
            entry("dataSources", LIFE, Set.of(), "spark-admin:datasource_read", false),
            entry(
                    "serviceApp",
                    List.of("authorized", "deauthorized"),
                    Set.of("id", "friendlyName"),
                    "application:webhooks_read",
                    false),
            entry("uc_counters", LIFE, Set.of(), "spark-admin:people_read", false),
            entry("adminBatchJobs", List.of("statusChanged"), Set.of(), "spark-admin:people_read", true),
            entry("videoMeshAlerts", List.of("triggered"), Set.of(), "spark-admin:people_read", true),
            entry("controlHubAlerts", List.of("triggered"), Set.of(), "spark-admin:people_read", true));

    private static Map.Entry<String, WebhookResource> entry(
            String name, List<String> events, Set<String> filters, String scope, boolean orgWide) {
        return Map.entry(name, new WebhookResource(events, filters, scope, orgWide));
    }

    static Optional<WebhookResource> named(String name) {
        return Optional.ofNullable(ALL.get(name));
    }
}
