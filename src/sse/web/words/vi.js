export default {
  // index.html
  "skip": "Tới cột trình duyệt",
  "title": "phòng thí nghiệm đường truyền",
  "connect": "Kết nối",
  "close": "Đóng",
  "reset": "Đặt lại",
  "lessons": "Bài học",
  "faults": "Lỗi",
  "compose": "Soạn",
  "code": "Mã",
  "explain": "Giải thích",
};
