package sse.server;

import org.junit.jupiter.api.extension.ExtendWith;
import sse.kit.OverRedis;

/** Readers that come back, with the events in Redis. */
@ExtendWith(OverRedis.class)
class ComeBackOverRedisTest extends ComeBackTest {}
