package dev.valence.element;

/** How an element's instances prove themselves to the vendor: {@code authentication.type}. */
public enum AuthenticationType implements WireName {
    BASIC("basic"),
    OAUTH1("oauth1"),
    OAUTH2("oauth2"),
    OAUTH2_PASSWORD("oauth2password"),
    CUSTOM("custom"),
    API_KEY("apiKey"),
    AWS_V2("awsv2"),
    AWS_V4("awsv4"),
    WS_SECURITY("wssecurity"),
    TLS("tls");

    private final String wire;

    AuthenticationType(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
