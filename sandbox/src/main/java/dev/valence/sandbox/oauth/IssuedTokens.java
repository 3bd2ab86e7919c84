package dev.valence.sandbox.oauth;

/** The answer of a grant; lives in seconds. */
public record IssuedTokens(
        String accessToken, long accessSeconds, String refreshToken, long refreshSeconds, Consent consent) {
    @Override
    public String toString() {
        return "tokens for " + consent.person();
    }
}
