package sse.server;

import org.junit.jupiter.api.extension.ExtendWith;
import sse.kit.OverTls;

/** Stopping, over TLS. */
@ExtendWith(OverTls.class)
class DrainOverTlsTest extends DrainTest {}
