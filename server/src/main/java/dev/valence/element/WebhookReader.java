package dev.valence.element;

import com.fasterxml.jackson.core.JsonPointer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads what an element says about webhooks and their signature. */
final class WebhookReader {
    private static final List<String> TYPES = List.of("CREATED", "UPDATED", "DELETED", "UNKNOWN");
    private static final List<String> REGISTRATION = List.of("ids", "create", "remove", "find", "revive");

    private WebhookReader() {}

    static Signature signature(Member member) {
        if (!member.optionalText("body").orElse("raw").equals("raw")) {
            member.fault("body", "must be raw: what is signed is the body as it came");
        }
        Optional<Signature.Timestamp> timestamp = member.object("timestamp").map(WebhookReader::timestamp);
        String signed = member.optionalText("signed").orElse(Signature.BODY);
        if (!signed.contains(Signature.BODY)) {
            member.fault("signed", "must hold " + Signature.BODY);
        }
        if (signed.contains(Signature.TIMESTAMP) != timestamp.isPresent()) {
            member.fault(
                    "signed",
                    timestamp.isPresent()
                            ? "must hold " + Signature.TIMESTAMP + ": a time that is not signed can be any"
                            : "holds " + Signature.TIMESTAMP + ", and no timestamp says where that is");
        }
        return new Signature(
                member.text("header"),
                member.text("algorithm"),
                member.requiredChoice("encoding", SignatureEncoding.class),
                member.optionalText("prefix").orElse(""),
                member.text("key"),
                signed,
                timestamp);
    }

    private static Signature.Timestamp timestamp(Member member) {
        int tolerance = member.number("tolerance").orElse(300);
        if (tolerance < 1) {
            member.fault("tolerance", "must be a number of seconds from 1");
        }
        return new Signature.Timestamp(member.text("header"), Duration.ofSeconds(tolerance));
    }

    static Webhooks webhooks(Member member) {
        boolean registers =
                REGISTRATION.stream().anyMatch(name -> member.value(name).isPresent());
        return new Webhooks(
                registers ? Optional.of(registration(member)) : Optional.empty(),
                member.optionalPointer("items"),
                member.pointer("resource"),
                member.optionalPointer("event"),
                member.items("events").stream().map(WebhookReader::event).toList(),
                member.object("challenge").map(WebhookReader::challenge));
    }

    private static WebhookRegistration registration(Member member) {
        Member create = member.requiredObject("create");
        return new WebhookRegistration(
                member.text("ids"),
                call(create),
                create.pointer("id"),
                call(member.requiredObject("remove")),
                member.object("find").map(WebhookReader::list),
                member.object("revive").map(WebhookReader::call));
    }

    private static WebhookList list(Member member) {
        Optional<JsonPointer> status = member.optionalPointer("status");
        return new WebhookList(
                call(member),
                member.optionalPointer("items").orElse(JsonPointer.empty()),
                member.pointer("id"),
                member.pointer("targetUrl"),
                member.pointer("resource"),
                member.pointer("event"),
                member.optionalPointer("secret"),
                status,
                status.isPresent() ? member.text("active") : "");
    }

    private static WebhookChallenge challenge(Member member) {
        return new WebhookChallenge(
                member.object("when")
                        .map(when -> new WebhookChallenge.Posted(
                                when.pointer("pointer"), when.text("value"), member.pointer("echo"))),
                member.optionalText("parameter"));
    }

    private static VendorCall call(Member member) {
        return new VendorCall(
                ElementReader.verb(member, "vendorMethod"), member.text("vendorPath"), member.value("body"));
    }

    private static WebhookEvent event(Member member) {
        String type = member.text("eventType");
        if (!type.isEmpty() && !TYPES.contains(type)) {
            member.fault("eventType", "must be CREATED, UPDATED, DELETED or UNKNOWN, not '" + type + "'");
        }
        return new WebhookEvent(
                member.text("resource"),
                member.text("event"),
                member.text("objectType"),
                type,
                member.pointerOrPointers("objectId"),
                member.pointers("date"),
                member.pointers("identity"),
                member.optionalText("scope"));
    }
}
