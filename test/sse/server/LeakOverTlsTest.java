package sse.server;

import org.junit.jupiter.api.extension.ExtendWith;
import sse.kit.OverTls;

/** Whoever comes and goes, over TLS: fewer, because the handshakes of both sides are made in here. */
@ExtendWith(OverTls.class)
class LeakOverTlsTest extends LeakTest {
    @Override
    int visits() {
        return 600;
    }
}
