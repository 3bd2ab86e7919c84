package dev.valence.sandbox.http;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whom the sandbox itself may call, for webhooks and for files given by address: this machine only, unless opened. */
@Singleton
public final class Addressees {
    private final boolean any;

    @Inject
    public Addressees(@ConfigProperty(name = "sandbox.call-any-address") boolean any) {
        this.any = any;
    }

    /** Whether an address may be called; asks the name service, so not for an event loop. */
    public boolean mayCall(String address) {
        if (any) {
            return true;
        }
        try {
            String host = URI.create(address).getHost();
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException | IllegalArgumentException e) {
            return false;
        }
    }
}
