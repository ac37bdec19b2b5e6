package sse.server;

import org.junit.jupiter.api.extension.ExtendWith;
import sse.kit.OverRedis;

/** What is followed, with the events in Redis. */
@ExtendWith(OverRedis.class)
class FollowOverRedisTest extends FollowTest {}
