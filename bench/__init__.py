"""Speed and memory, each figure beside a yardstick that is measured in the same run (`make bench`)."""
