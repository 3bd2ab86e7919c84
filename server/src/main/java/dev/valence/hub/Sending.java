package dev.valence.hub;

import dev.valence.http.ProviderFailure;
import dev.valence.provider.EventLoopClients;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The one step that waits for the provider, on the event loop and without holding a thread. */
@Singleton
public class Sending {
    private static final CharSequence USER_AGENT = HttpHeaders.createOptimized("Valence");
    private static final CharSequence ACCEPT_JSON = HttpHeaders.createOptimized(VendorRequests.JSON);

    private final EventLoopClients clients;
    private final Duration limit;

    public Sending(EventLoopClients clients, @ConfigProperty(name = "valence.provider.timeout") Duration limit) {
        this.clients = clients;
        this.limit = limit;
    }

    /**
     * Sends a request; the reply comes paused at its body.
     *
     * @param exchange is told of the vendor's side, so that a caller who goes away takes it along
     * @return fails with {@link ProviderFailure} 502 when there is no connection, 504 when no answer comes in time
     */
    Future<HttpClientResponse> send(Authorized authorized, Exchange exchange) {
        return attempt(authorized, exchange)
                .recover(failure -> isStaleConnection(failure, authorized)
                        ? attempt(authorized, exchange)
                        : Future.failedFuture(failure))
                .recover(failure -> Future.failedFuture(translated(failure, authorized)));
    }

    private Future<HttpClientResponse> attempt(Authorized authorized, Exchange exchange) {
        VendorAttempt attempt = exchange.trace().attempt(authorized);
        return clients.current()
                .request(options(authorized))
                .compose(request -> {
                    exchange.vendor(request);
                    return switch (authorized.request().body()) {
                        case VendorRequest.VendorBody.None none -> request.send();
                        case VendorRequest.VendorBody.Whole whole -> {
                            if (!authorized.request().without().contains("Content-Type")) {
                                request.putHeader(HttpHeaders.CONTENT_TYPE, whole.contentType());
                            }
                            yield request.send(whole.bytes());
                        }
                        case VendorRequest.VendorBody.Streamed streamed -> stream(request, streamed, exchange);
                    };
                })
                .map(response -> {
                    response.pause();
                    attempt.answered(response);
                    return response;
                })
                .onFailure(failure -> attempt.failed());
    }

    /** A vendor may answer before it has read everything, so the answer does not wait for the end of the stream. */
    private static Future<HttpClientResponse> stream(
            HttpClientRequest request, VendorRequest.VendorBody.Streamed streamed, Exchange exchange) {
        Promise<HttpClientResponse> answer = Promise.promise();
        streamed.parts()
                .pipe(exchange.caller(), request)
                .onSuccess(outcome -> {
                    if (outcome == MultipartRewrite.Outcome.ANSWERED_EARLY) {
                        exchange.cutShort();
                    }
                })
                .onFailure(failure -> {
                    exchange.cutShort();
                    // When the caller's side breaks, its fault is the answer and not the reset at the vendor's.
                    answer.tryFail(failure);
                });
        request.response().onSuccess(answer::tryComplete).onFailure(answer::tryFail);
        return answer.future();
    }

    private RequestOptions options(Authorized authorized) {
        VendorRequest request = authorized.request();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(request.method()))
                .setHost(request.base().host())
                .setPort(request.base().port())
                .setSsl(request.base().tls())
                // The name stays for the Host header and TLS; the connection goes to the address that was checked.
                .setServer(SocketAddress.inetSocketAddress(
                        request.base().port(), authorized.address().getHostAddress()))
                .setURI(request.target())
                .setFollowRedirects(false)
                .setConnectTimeout(5_000)
                .setIdleTimeout(limit.toMillis());
        options.putHeader(HttpHeaders.USER_AGENT, USER_AGENT);
        options.putHeader(HttpHeaders.ACCEPT, ACCEPT_JSON);
        request.headers().forEach(options::putHeader);
        authorized.authorization().ifPresent(value -> options.putHeader(HttpHeaders.AUTHORIZATION, value));
        request.without().forEach(name -> options.getHeaders().remove(name));
        return options;
    }

    /**
     * A pooled connection that the provider closed just then: nothing was answered, and doing it again does no harm. The
     * second attempt may meet another such connection and then fails.
     */
    private static boolean isStaleConnection(Throwable failure, Authorized authorized) {
        return (failure instanceof HttpClosedException || isReset(failure))
                && authorized.request().idempotent()
                && !(authorized.request().body() instanceof VendorRequest.VendorBody.Streamed);
    }

    private static boolean isReset(Throwable failure) {
        return failure instanceof java.io.IOException
                && String.valueOf(failure.getMessage()).contains("reset by peer");
    }

    private static Throwable translated(Throwable failure, Authorized authorized) {
        String where = authorized.request().base().authority();
        if (failure instanceof dev.valence.http.ApiException || failure instanceof CallerGone) {
            return failure;
        }
        if (failure instanceof ConnectException) {
            return new ProviderFailure(
                    502, "No connection to the provider at " + where + "; check base.url or try again" + " later");
        }
        if (failure instanceof TimeoutException) {
            return new ProviderFailure(
                    504,
                    "The provider at " + where + " did not answer in time; whether it did the" + " work is not known");
        }
        return new ProviderFailure(
                502,
                "The connection to the provider at " + where + " broke before it answered (" + reason(failure)
                        + "); whether it did the work is not known");
    }

    private static String reason(Throwable failure) {
        return failure instanceof StreamResetException
                ? "reset"
                : failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
