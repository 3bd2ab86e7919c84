package dev.valence.hub;

import dev.valence.credential.Credential;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A vendor request with all that is needed to send it.
 *
 * @param authorization value of the Authorization header, when the element's kind of authentication has one
 * @param credential the tokens it was made from, to be renewed should the provider refuse them
 * @param address the checked address to connect to
 */
record Authorized(
        VendorRequest request, Optional<String> authorization, Optional<Credential> credential, InetAddress address) {

    /** Without the header's value. */
    @Override
    public String toString() {
        return "Authorized[" + request.method() + " " + request.path() + " at " + address + "]";
    }
}
