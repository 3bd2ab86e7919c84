package dev.valence.http;

/** Names of the platform's own headers; header names are case-insensitive on the wire. */
public final class Headers {
    public static final String REQUEST_ID = "Elements-Request-Id";
    public static final String INSTANCE_ID = "Elements-Element-Instance-Id";
    public static final String NEXT_PAGE_TOKEN = "Elements-Next-Page-Token";
    public static final String RETURNED_COUNT = "Elements-Returned-Count";
    public static final String TOTAL_COUNT = "Elements-Total-Count";
    public static final String ERROR = "Elements-Error";
    public static final String FORMULA_INSTANCE_ID = "Elements-Formula-Instance-Id";
    public static final String ASYNC_REQUEST = "Elements-Async-Request";
    public static final String ASYNC_CALLBACK_URL = "Elements-Async-Callback-Url";
    public static final String VERSION = "Elements-Version";

    private Headers() {}
}
