package dev.valence.sandbox.pair;

import dev.valence.sandbox.pair.Letterbox.Letter;
import dev.valence.sandbox.pair.Sandbox.Answer;
import dev.valence.sandbox.pair.Step.Delivery;
import dev.valence.sandbox.pair.Step.Exchange;
import dev.valence.sandbox.pair.Step.Expectation;
import dev.valence.sandbox.pair.Step.Field;
import dev.valence.sandbox.pair.Step.Quiet;
import dev.valence.sandbox.pair.Step.Wait;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Optional;

/** One pair played against the sandbox. */
final class Play {
    /** How long to hope for something that comes by itself, and how long to wait for what must not come; milliseconds. */
    private static final int PATIENCE = 5_000;

    private static final int SILENCE = 400;

    private final Sandbox sandbox;
    private final Letterbox letterbox;
    private final Pair pair;
    private final Cast cast;
    private final Values values = new Values();

    Play(Sandbox sandbox, Letterbox letterbox, Pair pair) {
        this.sandbox = sandbox;
        this.letterbox = letterbox;
        this.pair = pair;
        this.cast = new Cast(sandbox);
        values.keep("root", sandbox.root());
    }

    /**
     * Plays every step.
     *
     * @throws AssertionError with request, expectation and answer at the first step that goes otherwise
     */
    void run() {
        sandbox.reset();
        values.keep("target", letterbox.open());
        for (Step step : pair.steps()) {
            switch (step) {
                case Exchange exchange -> exchange(exchange);
                case Delivery delivery -> delivery(delivery);
                case Quiet quiet -> quiet(quiet);
                case Wait pause -> Letterbox.sleep(pause.length().toMillis());
            }
        }
    }

    private void exchange(Exchange exchange) {
        for (int i = 0; i < exchange.times(); i++) {
            values.keep("n", Integer.toString(i));
            once(exchange);
        }
    }

    private void once(Exchange exchange) {
        Outgoing outgoing = new Outgoing(sandbox, cast, values);
        HttpRequest request = outgoing.request(exchange.request());
        Answer answer = sandbox.send(request);
        List<String> differences = differences(exchange.reply(), answer);
        for (int waited = 0; !differences.isEmpty() && exchange.reply().soon() && waited < PATIENCE; waited += 50) {
            Letterbox.sleep(50);
            answer = sandbox.send(outgoing.request(exchange.request()));
            differences = differences(exchange.reply(), answer);
        }
        if (!differences.isEmpty()) {
            throw new AssertionError(Complaint.of(
                    place(exchange),
                    outgoing.shown(exchange.request(), request),
                    expected(exchange.reply()),
                    answer,
                    differences));
        }
        for (Field field : exchange.reply().kept()) {
            values.keep(field.name(), Place.in(answer, values.fill(field.value())));
        }
    }

    private List<String> differences(Expectation expectation, Answer answer) {
        answer.header("trackingid").ifPresent(id -> values.keep("trackingid", id));
        return new Check(expectation, values).answer(answer);
    }

    private void delivery(Delivery delivery) {
        Check check = new Check(delivery.content(), values);
        Optional<Letter> letter = letterbox.take(delivery.target(), delivery.trigger(), check::fits);
        for (int waited = 0; letter.isEmpty() && waited < PATIENCE; waited += 20) {
            Letterbox.sleep(20);
            letter = letterbox.take(delivery.target(), delivery.trigger(), check::fits);
        }
        Letter found = letter.orElseThrow(() -> new AssertionError(Complaint.missing(
                place(delivery),
                delivery.target() + " " + delivery.trigger() + "\n" + expected(delivery.content()),
                letterbox.left(),
                check)));
        for (Field field : delivery.content().kept()) {
            values.keep(field.name(), Place.in(found.json(), field.value()));
        }
    }

    private void quiet(Quiet quiet) {
        Letterbox.sleep(SILENCE);
        List<Letter> left = letterbox.left(quiet.target());
        if (!left.isEmpty()) {
            throw new AssertionError(place(quiet) + "\n  nothing more should arrive at " + quiet.target()
                    + ", but did:\n" + Complaint.list(left));
        }
    }

    private String expected(Expectation expectation) {
        StringBuilder text = new StringBuilder(expectation.status());
        expectation
                .headers()
                .forEach(header ->
                        text.append('\n').append(header.name()).append(": ").append(header.value()));
        return values.fill(text.append('\n').append(expectation.body()).toString());
    }

    private String place(Step step) {
        return pair.name() + "\n  " + pair.file().split(":", 2)[0] + ":" + step.line();
    }
}
