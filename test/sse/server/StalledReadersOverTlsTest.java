package sse.server;

import org.junit.jupiter.api.extension.ExtendWith;
import sse.kit.OverTls;

/** Stalled readers, over TLS. */
@ExtendWith(OverTls.class)
class StalledReadersOverTlsTest extends StalledReadersTest {}
