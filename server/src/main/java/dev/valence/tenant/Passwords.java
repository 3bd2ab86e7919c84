package dev.valence.tenant;

import dev.valence.http.Unavailable;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Hashes passwords with PBKDF2-HMAC-SHA256, 600,000 iterations as OWASP's Password Storage Cheat Sheet asks for.
 *
 * <p>One hash keeps a core busy for about 0.2 s, so hashes have platform threads of their own, half as many as there are
 * cores: a flood of log-ins slows down log-ins and nothing else.
 */
@Singleton
public final class Passwords {
    private static final String SCHEME = "pbkdf2-sha256";
    private static final int ITERATIONS = 600_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;
    private static final int MAX_CHARS = 1024;
    private static final int WAITING = 64;

    private final SecureRandom random = new SecureRandom();
    private final ThreadPoolExecutor pool;

    /** What an unknown user's password is compared with, so that it takes as long as a wrong one. */
    private final String nobody;

    private final int iterations;

    @Inject
    public Passwords() {
        this(ITERATIONS);
    }

    Passwords(int iterations) {
        this.iterations = iterations;
        this.nobody = text(iterations, new byte[SALT_BYTES], new byte[HASH_BITS / 8]);
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        pool = new ThreadPoolExecutor(
                threads,
                threads,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name("passwords-", 0).factory());
        pool.allowCoreThreadTimeOut(true);
    }

    /** The text to store: scheme, iterations, salt and hash, separated by dollar signs. */
    String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return text(iterations, salt, onPool(password, salt, iterations));
    }

    /** Whether it is the password; an absent hash takes as long and is never right. */
    boolean matches(String password, Optional<String> stored) {
        String[] parts = stored.orElse(nobody).split("\\$", -1);
        if (parts.length != 4 || !parts[0].equals(SCHEME)) {
            throw new IllegalStateException("A stored password hash is not of the scheme " + SCHEME);
        }
        // Only the start of an endless password is hashed; it is refused below.
        String bounded = password.substring(0, Math.min(password.length(), MAX_CHARS));
        byte[] hash = onPool(bounded, Base64.getDecoder().decode(parts[2]), Integer.parseInt(parts[1]));
        boolean equal = MessageDigest.isEqual(hash, Base64.getDecoder().decode(parts[3]));
        return equal && stored.isPresent() && bounded.length() == password.length();
    }

    @PreDestroy
    void close() {
        pool.shutdownNow();
    }

    private byte[] onPool(String password, byte[] salt, int iterations) {
        try {
            Future<byte[]> hash = pool.submit(() -> pbkdf2(password, salt, iterations));
            return hash.get();
        } catch (RejectedExecutionException e) {
            throw new Unavailable("Too many log-ins at the moment; try again in a few seconds", Duration.ofSeconds(5));
        } catch (ExecutionException e) {
            throw new IllegalStateException("PBKDF2-HMAC-SHA256 failed in this Java runtime", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("The server is stopping; try again in a few seconds", Duration.ofSeconds(5));
        }
    }

    private static byte[] pbkdf2(String password, byte[] salt, int iterations) throws GeneralSecurityException {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } finally {
            spec.clearPassword();
        }
    }

    private static String text(int iterations, byte[] salt, byte[] hash) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return SCHEME + "$" + iterations + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }
}
