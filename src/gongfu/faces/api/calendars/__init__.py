"""iCalendar (RFC 5545): a member's tasks, posts and visits in their own calendar."""
