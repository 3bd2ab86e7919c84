package dev.valence.reception;

import dev.valence.http.ApiException;

/** Carries a refusal with its answer to the place where both are dealt with. */
final class Refused extends RuntimeException {
    private final Refusal refusal;
    private final ApiException answer;

    Refused(Refusal refusal, ApiException answer) {
        // Without a stack trace: anybody can cause these.
        super(answer.getMessage(), null, false, false);
        this.refusal = refusal;
        this.answer = answer;
    }

    Refusal refusal() {
        return refusal;
    }

    ApiException answer() {
        return answer;
    }
}
