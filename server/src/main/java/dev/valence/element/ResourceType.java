package dev.valence.element;

/** When a resource runs. */
public enum ResourceType implements WireName {
    /** On a caller's request; part of the API documents. */
    API("api"),
    /** On a caller's request; left out of the API documents. */
    API_WITHOUT_DOCUMENTATION("apiNoDocumentation"),
    ON_PROVISION("onProvision"),
    ON_DELETE("onDelete"),
    ON_REFRESH("onRefresh"),
    PROVISION_AUTH_VALIDATION("provisionAuthValidation"),
    ON_PROVISION_WEBHOOK("onProvisionWebhook"),
    ON_DELETE_WEBHOOK("onDeleteWebhook"),
    /** Misspelt on the wire since ever. */
    OAUTH_ON_AUTHORIZE_URL("oauthOnAuthroizeUrl"),
    OAUTH_ON_TOKEN_EXCHANGE("oauthOnTokenExchange"),
    OAUTH_ON_TOKEN_REFRESH("oauthOnTokenRefresh"),
    OAUTH_ON_TOKEN_REVOKE("oauthOnTokenRevoke"),
    OAUTH_ON_TOKEN_REQUEST("oauthOnTokenRequest"),
    OAUTH1_ON_TOKEN_REQUEST("oauth1OnTokenRequest"),
    FORMULA_AS_RESOURCE("formulaAsResource");

    private final String wire;

    ResourceType(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    /** Whether callers reach the resource by method and path. */
    public boolean callable() {
        return this == API || this == API_WITHOUT_DOCUMENTATION || this == FORMULA_AS_RESOURCE;
    }
}
