package dev.valence.provider;

import dev.valence.http.ApiException;
import dev.valence.http.PayloadTooLarge;
import dev.valence.http.ProviderFailure;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.util.Timeout;

/**
 * The outgoing HTTP client of code that may block: token endpoints, callbacks and the like.
 *
 * <p>Redirects are not followed, nothing is retried (a token call is not safe to repeat), and every address passes
 * the {@link AddressGuard}.
 */
@Singleton
public class BlockingClient {
    /** A token reply has a few kilobytes; what is longer is not one. */
    private static final int REPLY_LIMIT = 1 << 20;

    private final CloseableHttpClient client;

    @Inject
    public BlockingClient(AddressGuard guard) {
        this(guard, 200, 50);
    }

    /**
     * A client with a pool of its own.
     *
     * @param connections at most, together
     * @param connectionsPerHost at most, to one host and port
     */
    public BlockingClient(AddressGuard guard, int connections, int connectionsPerHost) {
        var pool = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new GuardedResolver(guard))
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.ofSeconds(5))
                        .build())
                .setMaxConnTotal(connections)
                .setMaxConnPerRoute(connectionsPerHost)
                .build();
        this.client = HttpClients.custom()
                .setConnectionManager(pool)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    /**
     * Posts a form and reads the whole reply.
     *
     * @param limit how long the provider may take to answer
     * @throws ProviderFailure 502 when it cannot be reached, 504 when it does not answer in time
     * @throws dev.valence.http.BadRequest when its address may not be called
     */
    public ProviderReply postForm(URI target, Map<String, String> headers, Map<String, String> form, Duration limit) {
        List<NameValuePair> fields = new ArrayList<>();
        form.forEach((name, value) -> fields.add(new BasicNameValuePair(name, value)));
        return execute(
                "POST",
                target,
                headers,
                Optional.of(new UrlEncodedFormEntity(fields, StandardCharsets.UTF_8)),
                limit,
                BlockingClient::read);
    }

    /**
     * Sends any request and reads the whole reply, whatever its status.
     *
     * @param body its bytes, empty for none; their type is among the headers
     * @param limit as for {@link #postForm}
     * @throws ProviderFailure 502 when the host cannot be reached, 504 when it does not answer in time
     * @throws dev.valence.http.BadRequest when its address may not be called
     */
    public ProviderReply send(String method, URI target, Map<String, String> headers, byte[] body, Duration limit) {
        return execute(method, target, headers, entity(body), limit, BlockingClient::read);
    }

    /**
     * As {@link #send(String, URI, Map, byte[], Duration)}, for replies of another length.
     *
     * @param replyLimit in bytes
     * @throws PayloadTooLarge when the reply is longer
     */
    public ProviderReply send(
            String method, URI target, Map<String, String> headers, byte[] body, Duration limit, int replyLimit) {
        return execute(method, target, headers, entity(body), limit, response -> read(response, target, replyLimit));
    }

    private static Optional<HttpEntity> entity(byte[] body) {
        return body.length == 0 ? Optional.empty() : Optional.of(new ByteArrayEntity(body, null));
    }

    private ProviderReply execute(
            String method,
            URI target,
            Map<String, String> headers,
            Optional<HttpEntity> entity,
            Duration limit,
            HttpClientResponseHandler<ProviderReply> reader) {
        HttpUriRequestBase request = new HttpUriRequestBase(method, target);
        headers.forEach(request::setHeader);
        entity.ifPresent(request::setEntity);
        request.setConfig(RequestConfig.custom()
                .setResponseTimeout(Timeout.of(limit.toMillis(), TimeUnit.MILLISECONDS))
                .setConnectionRequestTimeout(Timeout.of(limit.toMillis(), TimeUnit.MILLISECONDS))
                .build());
        // The client's own limits count for each read; an answer that drips would go on for ever.
        var alarm = CompletableFuture.runAsync(
                request::cancel, CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
        try {
            return client.execute(request, reader);
        } catch (Refused e) {
            throw e.reason;
        } catch (IOException e) {
            if (e instanceof InterruptedIOException || request.isCancelled()) {
                throw new ProviderFailure(504, target.getHost() + " did not answer in time; try again later");
            }
            throw new ProviderFailure(
                    502, "No connection to " + target.getAuthority() + " (" + e.getMessage() + "); check the URL");
        } finally {
            alarm.cancel(false);
        }
    }

    @PreDestroy
    public void close() throws IOException {
        client.close();
    }

    private static ProviderReply read(ClassicHttpResponse response, URI target, int limit) throws IOException {
        HttpEntity entity = response.getEntity();
        byte[] body = entity == null ? new byte[0] : entity.getContent().readNBytes(limit);
        if (entity != null && body.length == limit && entity.getContent().read() >= 0) {
            throw new PayloadTooLarge("The answer of " + target.getHost() + " is longer than " + (limit >> 20)
                    + " MB, which is the most that is kept; ask for less");
        }
        return new ProviderReply(response.getCode(), headers(response), body);
    }

    private static ProviderReply read(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        byte[] body = entity == null ? new byte[0] : EntityUtils.toByteArray(entity, REPLY_LIMIT);
        return new ProviderReply(response.getCode(), headers(response), body == null ? new byte[0] : body);
    }

    private static List<Map.Entry<String, String>> headers(ClassicHttpResponse response) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (Header header : response.getHeaders()) {
            headers.add(Map.entry(header.getName(), header.getValue() == null ? "" : header.getValue()));
        }
        return headers;
    }

    /** HttpClient's own resolver hook, so that what was checked is what is connected to. */
    private record GuardedResolver(AddressGuard guard) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            try {
                return new InetAddress[] {guard.resolve(host)};
            } catch (ApiException e) {
                throw new Refused(e);
            }
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    /** Carries the guard's answer through a client that only knows IOExceptions. */
    private static final class Refused extends UnknownHostException {
        private final ApiException reason;

        Refused(ApiException reason) {
            super(reason.getMessage());
            this.reason = reason;
        }
    }
}
